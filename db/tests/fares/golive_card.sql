begin; select plan(8);
\ir ../fixtures/conductor.psql
create function pg_temp.card(p_vehicle bigint default null) returns text language sql as $$
  select concat_ws(' ', c ->> 'state', c ->> 'clean', c ->> 'needed', jsonb_array_length(c -> 'days'), c ->> 'own')
    from fleet.vehicles v cross join lateral fares.golive_card(p_route_id => v.route_id, p_vehicle_id => p_vehicle,
      p_at => now()) c where v.plate = 'KZZ 001A' $$;
select is(pg_temp.card(), 'none 0 3 0 false', 'not begun');
select pg_temp.shadow(pg_temp.midday(8)) \g /dev/null
select is(pg_temp.card(), 'shadow 0 3 0 false', 'begun, no day is over');
select pg_temp.past_trip(pg_temp.midday(7), 6000, 0, 6000), pg_temp.past_trip(pg_temp.midday(6), 6000, 0, 1000),
  pg_temp.past_trip(pg_temp.midday(5), 6000, 0, 6000), pg_temp.past_trip(pg_temp.midday(4), 6000, 0, 6000) \g /dev/null
select is(pg_temp.card(), 'shadow 2 3 4 false', 'a day that was not clean begins the row anew');
select pg_temp.past_trip(pg_temp.midday(2), 6000, 0, 6000) \g /dev/null
select is(pg_temp.card(), 'ready 3 3 5 false', 'three in a row; a day without trips is no day');
select is(pg_temp.card(:vehicle_id), 'ready 3 3 5 false', 'so is its vehicle');
update config.settings set value = '4' where setting = 'golive_days';
select is(pg_temp.card(), 'shadow 3 4 5 false', 'how many is a setting');
select pg_temp.past_trip(pg_temp.midday(1), 6000, 0, null) \g /dev/null
select is(pg_temp.card(), 'shadow 0 4 6 false', 'yesterday was not told');
update fares.shadow_modes set valid_from = now();
select is(pg_temp.card(), 'shadow 0 4 0 false', 'days of an earlier time in shadow mode don''t count');
select finish(); rollback;
