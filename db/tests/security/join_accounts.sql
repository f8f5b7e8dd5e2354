begin;
\ir ../fixtures/officials.psql
select plan(8);
select is(security.join_accounts(pg_temp.id('ops2'), pg_temp.id('newcomer')), pg_temp.id('ops2'), 'the first account is the person');
select is(security.join_accounts(pg_temp.id('newcomer'), pg_temp.id('ops')), pg_temp.id('ops'), 'a third one joins them');
select is((select count(distinct security.person_of(p_user_id => u)) from unnest(array[pg_temp.id('ops'), pg_temp.id('ops2'), pg_temp.id('newcomer')]) u),
  1::bigint, 'and all of them with it');
select is(security.join_accounts(pg_temp.id('ops2'), pg_temp.id('ops')), pg_temp.id('ops'), 'joined again is joined');
select throws_ok($$ select security.join_accounts(-1, pg_temp.id('ops')) $$, 'LFN80', null, 'nobody is nobody else');
update security.users set disabled_at = now() where user_id = pg_temp.id('stranger');
select throws_ok($$ select security.join_accounts(pg_temp.id('stranger'), pg_temp.id('owner')) $$, 'LFC74', null, 'nobody is half shut out');
select is((select count(*) from security.users where same_person_as is not null), 2::bigint, 'and nothing was joined');
update security.users set phone_sealed = '' where user_id = pg_temp.id('stranger');
select lives_ok($$ select security.join_accounts(pg_temp.id('stranger'), pg_temp.id('owner')) $$, 'an account that was emptied hinders nobody');
select finish();
rollback;
