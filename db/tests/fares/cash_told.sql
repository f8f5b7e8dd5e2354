begin; select plan(4);
\ir ../fixtures/conductor.psql
create function pg_temp.cash(p_days int, p_owner bigint, p_moment timestamptz default now()) returns text language sql
  as $$
  select concat_ws(' ', c ->> 'cents', c ->> 'told', c ->> 'trips') from fares.cash_told(p_owner_ids => array[p_owner],
    p_vehicle_ids => array(select vehicle_id from fleet.vehicles),
    p_from => (pg_temp.midday(p_days) at time zone 'Africa/Nairobi')::date,
    p_to => (pg_temp.midday(p_days) at time zone 'Africa/Nairobi')::date, p_moment => p_moment) c $$;
select pg_temp.past_trip(pg_temp.midday(2), 6000, 4000, null), pg_temp.past_trip(pg_temp.midday(2) + interval
  '3 hours', 0,
  null, null), pg_temp.past_trip(pg_temp.midday(3), 6000, 9000, null) \g /dev/null
insert into fares.cash_tallies (trip_id, vehicle_id, cents, told_by, told_at)
select min(trip_id), :vehicle_id, 5000, pg_temp.crew_id('juma'), pg_temp.midday(2) + interval '55 minutes'
  from fares.cash_tallies;
select is(pg_temp.cash(2, :owner_id), '5000 1 2', 'the newest word of each trip, and how many were told');
select is(pg_temp.cash(2, :owner_id, pg_temp.midday(2) + interval '52 minutes'), '4000 1 1', 'as of a moment before');
select is(pg_temp.cash(2, -1), '0 0 0', 'another owner''s is none');
select is(pg_temp.cash(5, :owner_id), '0 0 0', 'a day without trips');
select finish(); rollback;
