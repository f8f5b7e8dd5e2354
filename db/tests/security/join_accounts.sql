begin;
\ir ../fixtures/officials.psql
select plan(5);
select is(security.join_accounts(pg_temp.id('ops2'), pg_temp.id('newcomer')), pg_temp.id('ops2'), 'the first account is the person');
select is(security.join_accounts(pg_temp.id('newcomer'), pg_temp.id('ops')), pg_temp.id('ops'), 'a third one joins them');
select is((select count(distinct security.person_of(p_user_id => u)) from unnest(array[pg_temp.id('ops'), pg_temp.id('ops2'), pg_temp.id('newcomer')]) u),
  1::bigint, 'and all of them with it');
select is(security.join_accounts(pg_temp.id('ops2'), pg_temp.id('ops')), pg_temp.id('ops'), 'joined again is joined');
select throws_ok($$ select security.join_accounts(-1, pg_temp.id('ops')) $$, 'LFN80', null, 'nobody is nobody else');
select finish();
rollback;
