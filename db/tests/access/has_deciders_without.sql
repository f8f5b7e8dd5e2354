begin; select plan(7);
\ir ../fixtures/officials.psql
create function pg_temp.others(p_who text) returns boolean language sql as $$
  select access.has_deciders_without(p_user_id => pg_temp.id(p_who)) $$;
select is(pg_temp.others('owner'), true, 'an owner decides nothing about people');
select is(pg_temp.others('ops2'), true, 'of two who propose one may go');
select is(pg_temp.others('finance'), false, 'the only finance officer may not go');
select pg_temp.sign_in('finance2', 'finance', 'platform', null) \g /dev/null
select is(pg_temp.others('finance'), true, 'of two finance officers one may go');
update accounts.users set disabled_at = now() where user_id = pg_temp.id('finance2');
select is(pg_temp.others('finance'), false, 'unless the other is disabled');
update accounts.users set disabled_at = null where user_id = pg_temp.id('finance2');
update access.role_grants set valid_to = clock_timestamp() where user_id in (pg_temp.id('ops'), pg_temp.id('ops2'));
select access.grant_role(pg_temp.id('finance2'), 'ops', 'platform', null) \g /dev/null
select is(pg_temp.others('finance'), false, 'one person with two roles does not propose and decide');
update access.role_grants set valid_to = clock_timestamp() where role in ('ops', 'finance');
select is(pg_temp.others('auditor'), true, 'where nobody decides nobody is needed');
select finish(); rollback;
