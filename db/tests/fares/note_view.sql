begin; select plan(5);
\ir ../fixtures/boarding.psql
create function pg_temp.view_at(p_after interval) returns timestamptz language plpgsql as $$
begin
  perform fares.note_view(p_trip_id => (select max(trip_id) from fleet.trips), p_at => now() + p_after);
  return (select viewed_at from fares.boarding_views);
end $$;
select is(pg_temp.view_at('0'), now(), 'the first look');
select is(pg_temp.view_at('9 seconds'), now(), 'another one at once is not written');
select is(pg_temp.view_at('11 seconds'), now() + interval '11 seconds', 'a later one is');
select is(pg_temp.view_at('-1 minute'), now() + interval '11 seconds', 'an earlier one is not');
select fares.note_view(p_trip_id => null, p_at => now()) \g /dev/null
select is((select count(*) from fares.boarding_views), 1::bigint, 'no trip: nothing');
select finish(); rollback;
