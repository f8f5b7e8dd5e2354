begin;
\ir ../fixtures/officials.psql
select plan(8);
select accounts.disable_person(p_by => pg_temp.id('ops'), p_user_id => pg_temp.id('owner'),
  p_reason => 'simu imeibwa') \g /dev/null
insert into accounts.users (phone_hash, phone_sealed, phone_last3, disabled_at) values (sha256('phone of emptied'),
  '', '000', now());
select accounts.enable_person(p_user_id => pg_temp.id('emptied')) \g /dev/null
select lives_ok($$ select accounts.enable_person(p_user_id => pg_temp.id('owner')) $$, 'somebody is let in again');
select is((select array_agg(user_id) from accounts.users where disabled_at is not null),
  array[pg_temp.id('emptied')], 'but not who was emptied');
select is((select num_nonnulls(disabled_by, disabled_why) from accounts.users where user_id = pg_temp.id('owner')), 0,
  'nothing is held against them');
select is(access.has_permission(p_user_id => pg_temp.id('owner'), p_function => 'owners.home'), true,
  'what they hold counts again');
select throws_ok($$ select accounts.signed_in_user(p_session => sha256('owner')) $$, 'LFA60', null,
  'what ended stays ended');
select is((select count(*) from messaging.outbox where key like 'sms\_enabled/%'), 1::bigint, 'they are told');
select is((select array_agg(subject) from audit.changes where action = 'void_secrets'),
  array['accounts.users:' || pg_temp.id('owner')],
  'what they signed in with is void');
select accounts.enable_person(p_user_id => pg_temp.id('owner')) \g /dev/null
select is((select count(*) from audit.changes where action = 'enable_person'), 1::bigint,
  'once more changes nothing, and the audit log has it once');
select finish();
rollback;
