-- Scenario 18: promises by last digits clear once.
begin; select plan(13);
\ir ../fixtures/conductor.psql
select pg_temp.grace(), pg_temp.join_trip() \g /dev/null
update fleet.trips set opened_at = now() - interval '1 hour';
create function pg_temp.clear(p_after interval default '1 minute') returns bigint language sql as $$
  select fares.clear_promises(p_at => now() + p_after) $$;
create function pg_temp.states() returns text language sql as $$
  select string_agg(concat_ws('/', cents, state, receipt), ' ' order by promise_id) from fares.promises $$;
select is(pg_temp.clear(), 0::bigint, 'no promises, nothing to do');
select pg_temp.late('SEEN000001', 8000) \g /dev/null
select pg_temp.promise('126', 8000, '-30 seconds') \g /dev/null
select is(pg_temp.clear(), 0::bigint, 'a fare that was in the list before the promise clears none');
-- Promises of a minute ago, so that what comes now is later.
delete from fares.promises;
select pg_temp.promise('126', 5000), pg_temp.promise('126', 8000), pg_temp.promise('999', 8000) \g /dev/null
select pg_temp.late('SMALL00001', 4000) \g /dev/null
select is(pg_temp.states(), '5000/open 8000/open 8000/open', 'three promises wait');
select is(pg_temp.clear(), 1::bigint, 'the fare that was recorded after them');
select is(pg_temp.states(), '5000/open 8000/cleared/SEEN000001 8000/open', 'clears the one of its amount');
select is(pg_temp.clear(), 0::bigint, 'once: and one of less than the amount clears none');
select pg_temp.late('MORE000001', 9000) \g /dev/null
select is(pg_temp.clear(), 1::bigint, 'one of more than the amount does');
select is(pg_temp.states(), '5000/cleared/MORE000001 8000/cleared/SEEN000001 8000/open', 'one each');
select is(pg_temp.clear(), 0::bigint, 'three other digits stay open');
select pg_temp.promise('126', 6000) \g /dev/null
select pg_temp.late('OLD0000001', 6000, '32 minutes') \g /dev/null
select is(pg_temp.clear(), 0::bigint, 'what was paid long before the promise is another ride');
select is(pg_temp.clear('49 hours'), 0::bigint, 'after two days');
select is(pg_temp.states(), '5000/cleared/MORE000001 8000/cleared/SEEN000001 8000/lapsed 6000/lapsed',
  'what nobody paid has lapsed');
select is(pg_temp.faults(), null, 'and no money moved by any of it');
select finish(); rollback;
