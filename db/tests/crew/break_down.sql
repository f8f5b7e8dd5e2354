begin; select plan(6);
\ir ../fixtures/crew.psql
select pg_temp.join_trip() as trip_id \gset
update fleet.trips set opened_at = now() - interval '1 hour';
select pg_temp.sign_in_crew('link', :trip_id),
  pg_temp.confirm(pg_temp.incoming('CBD0000001', '60.00', p_payer_hash => sha256('sim'))) \g /dev/null
create function pg_temp.breaks(p_plate text, p_trip text, p_stage text default null) returns jsonb language sql as $$
  select crew.break_down(sha256('link'), p_plate, p_trip, coalesce(p_stage, (
    select stage_id::text from fleet.stages where name = 'Yaya'))) $$;
select is(pg_temp.breaks('KZZ 001A', '0') ->> 'outcome', 'none', 'a page of an earlier trip breaks nothing');
select is(pg_temp.breaks('KZZ 001A', :'trip_id', 'x') ->> 'outcome', 'none', 'nor does one without a stage');
select is(pg_temp.breaks('KZZ 002B', :'trip_id'), '{"outcome": "absent"}', 'nor another vehicle''s');
select is(pg_temp.breaks('KZZ 001A', :'trip_id'), '{"outcome": "broken_down", "seats": 1, "cents": 3000, "without": 0}',
  'the trip broke down');
select is(pg_temp.breaks('KZZ 001A', :'trip_id') ->> 'outcome', 'known', 'once');
select is((select user_id from fares.breakdowns), pg_temp.crew_id('juma'), 'said by whom');
select * from finish(); rollback;
