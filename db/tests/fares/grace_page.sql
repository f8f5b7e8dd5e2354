begin; select plan(4);
\ir ../fixtures/conductor.psql
select pg_temp.grace(), pg_temp.join_trip() \g /dev/null
update fleet.trips set opened_at = now() - interval '1 hour';
select pg_temp.promise('126', 5000), pg_temp.promise('904', 8000) \g /dev/null
create function pg_temp.page(p_sacco bigint) returns jsonb language sql as $$
  select fares.grace_page(p_sacco_ids => array[p_sacco], p_at => now()) $$;
select is(pg_temp.page(:sacco_id) ->> 'open', 'true', 'M-Pesa is silent now');
select is(pg_temp.page(:sacco_id) #>> '{periods,0,promises}', '2', 'with two promises');
select is((pg_temp.page(:sacco_id) #> '{unpaid,0}') - 'last_at', '{"plate": "KZZ 001A", "promises": 2, "cents": 13000}',
  'by vehicle, without digits');
select is((pg_temp.page(-1) #>> '{periods,0,promises}') || (pg_temp.page(-1) ->> 'unpaid'), '0[]',
  'another SACCO''s vehicles are not shown');
select finish(); rollback;
