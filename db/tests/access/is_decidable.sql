begin;
\ir ../fixtures/officials.psql
select plan(5);
select is(access.is_decidable(p_without => null), true, 'an operator proposes, a finance officer decides');
select is(access.is_decidable(p_without => pg_temp.id('ops2')), true, 'of two operators one may go');
select is(access.is_decidable(p_without => pg_temp.id('finance')), false, 'the only finance officer may not');
update accounts.users set disabled_at = now() where user_id = pg_temp.id('finance');
select is(access.is_decidable(p_without => null), false, 'nor does who is shut out');
update accounts.users set disabled_at = null;
update access.role_grants set valid_to = clock_timestamp() where role = 'ops';
select is(access.is_decidable(p_without => null), false, 'nor whose role has ended');
select finish();
rollback;
