begin;
\ir ../fixtures/officials.psql
select plan(7);
select is(access.has_deciders_without(p_user_id => pg_temp.id('owner')), true, 'an owner decides nothing about people');
select is(access.has_deciders_without(p_user_id => pg_temp.id('ops2')), true, 'of two operators one may go');
select is(access.has_deciders_without(p_user_id => pg_temp.id('finance')), false, 'the only finance officer may not');
select pg_temp.sign_in('finance2', 'finance', 'platform', null) \g /dev/null
select is(access.has_deciders_without(p_user_id => pg_temp.id('finance')), true, 'of two one may');
update accounts.users set disabled_at = now() where user_id = pg_temp.id('finance2');
select is(access.has_deciders_without(p_user_id => pg_temp.id('finance')), false, 'unless the other is disabled');
update accounts.users set disabled_at = null where user_id = pg_temp.id('finance2');
update access.role_grants set valid_to = clock_timestamp() where user_id in (pg_temp.id('ops'), pg_temp.id('ops2'));
select access.grant_role(pg_temp.id('finance2'), 'ops', 'platform', null) \g /dev/null
select is(access.has_deciders_without(p_user_id => pg_temp.id('finance')), false,
  'one person with two roles does not propose and decide');
update access.role_grants set valid_to = clock_timestamp() where role in ('ops', 'finance');
select is(access.has_deciders_without(p_user_id => pg_temp.id('auditor')), true,
  'where nobody decides nobody is needed for it');
select finish();
rollback;
