begin; select plan(6);
\ir ../fixtures/officials.psql
select is(access.is_decidable(p_without => null), true, 'operations propose, a finance officer decides');
select is(access.is_decidable(p_without => pg_temp.id('ops2')), true, 'of two who propose one may go');
select is(access.is_decidable(p_without => pg_temp.id('finance')), false, 'the only finance officer may not go');
update accounts.users set disabled_at = now() where user_id = pg_temp.id('ops');
select is(access.is_decidable(p_without => pg_temp.id('ops2')), false, 'a disabled person does not count as proposing');
update accounts.users set disabled_at = now() where user_id = pg_temp.id('finance');
select is(access.is_decidable(p_without => null), false, 'a disabled person does not count as deciding');
update accounts.users set disabled_at = null;
update access.role_grants set valid_to = clock_timestamp() where user_id = pg_temp.id('ops2');
select is(access.is_decidable(p_without => pg_temp.id('ops')), false, 'an ended grant does not count');
select finish(); rollback;
