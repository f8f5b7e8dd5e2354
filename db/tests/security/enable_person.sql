begin;
\ir ../fixtures/officials.psql
select plan(9);
select security.join_accounts(pg_temp.id('owner'), pg_temp.id('newcomer')) \g /dev/null
select security.disable_person(p_by => pg_temp.id('ops'), p_user_id => pg_temp.id('owner'), p_reason => 'simu imeibwa') \g /dev/null
insert into security.users (phone_hash, phone_sealed, phone_last3, disabled_at, same_person_as)
values (sha256('phone of emptied'), '', '000', now(), pg_temp.id('owner'));
select lives_ok($$ select security.enable_person(p_user_id => pg_temp.id('newcomer')) $$, 'somebody is let in again');
select is((select array_agg(user_id) from security.users where disabled_at is not null), array[pg_temp.id('emptied')],
  'with every account they hold, but for one that was emptied');
select is((select num_nonnulls(disabled_by, disabled_why) from security.users where user_id = pg_temp.id('owner')), 0, 'nothing is held against them');
select is(security.may(p_user_id => pg_temp.id('owner'), p_door => 'owners.home'), true, 'what they hold counts again');
select throws_ok($$ select security.signed_in_user(p_session => sha256('owner')) $$, 'LFA60', null, 'what ended stays ended');
select is((select count(*) from messaging.outbox where key like 'sms\_enabled/%'), 2::bigint, 'they are told');
select is((select count(*) from security.users where password_verifier is not null and user_id in (pg_temp.id('owner'), pg_temp.id('newcomer'))), 0::bigint, 'the old password is void');
select is((select array_agg(subject order by subject) from audit.changes where action = 'void_secrets'),
  (select array_agg('security.users:' || id order by 'security.users:' || id) from unnest(array[pg_temp.id('owner'), pg_temp.id('newcomer')]) id), 'of each account');
select security.enable_person(p_user_id => pg_temp.id('owner')) \g /dev/null
select is((select count(*) from audit.changes where action = 'enable_person'), 1::bigint, 'once more changes nothing, and the trail has it once');
select finish();
rollback;
