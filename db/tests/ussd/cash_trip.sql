begin; select plan(6);
\ir ../fixtures/conductor.psql
create function pg_temp.cash(p_after bigint default null) returns text language sql as $$
  select c ->> 'trip_id' from fleet.vehicles v cross join lateral ussd.cash_trip(p_vehicle_id => v.vehicle_id,
    p_after => p_after, p_at => pg_temp.midday(2) + interval '5 minutes') c where v.plate = 'KZZ 001A' $$;
select is(pg_temp.cash(), null, 'no trip');
select pg_temp.past_trip(pg_temp.midday(2) - interval '4 hours', 0, null, null) as first,
       pg_temp.past_trip(pg_temp.midday(2) - interval '2 hours', 0, null, null) as second,
       pg_temp.past_trip(pg_temp.midday(2), 0, null, null) as third \gset
select is(pg_temp.cash(), :'second', 'the one before, which was not told');
select is(pg_temp.cash(:second), :'first', 'then the one before that');
select is(pg_temp.cash(:first), :'third', 'and after the oldest the newest');
insert into fares.cash_tallies (trip_id, vehicle_id, cents, told_by, told_at)
values (:second, :vehicle_id, 100, pg_temp.crew_id('juma'), pg_temp.midday(2));
select is(pg_temp.cash(), :'third', 'when it was told, the open one');
select is(ussd.cash_trip(p_vehicle_id => null, p_after => null, p_at => now()), null, 'no vehicle');
select finish(); rollback;
