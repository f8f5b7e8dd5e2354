begin; select plan(4);
\ir ../fixtures/conductor.psql
create function pg_temp.open() returns bigint language sql as $$
  select fares.promises_open(p_sacco_ids => array(select v.sacco_id from fleet.vehicles v)) $$;
select is(pg_temp.open(), 0::bigint, 'none yet');
select pg_temp.grace() \g /dev/null
select pg_temp.join_trip() \g /dev/null
update fleet.trips set opened_at = now() - interval '1 hour';
select pg_temp.promise('126', 8000), pg_temp.promise('127', 8000) \g /dev/null
select is(pg_temp.open(), 2::bigint, 'both of this SACCO');
select is(fares.promises_open(p_sacco_ids => array[0]), 0::bigint, 'not those of others');
update fares.promises set state = 'withdrawn', ended_at = now() where last3 = '127';
select is(pg_temp.open(), 1::bigint, 'not a withdrawn one');
select finish(); rollback;
