begin; select plan(14);
\ir ../fixtures/fare_board.psql
create function pg_temp.switch(p_switch text, p_hours text default '', p_at timestamptz default pg_temp.noon())
returns text language sql as $$
  select fleet.switch_band((select route_id from fleet.routes where number = '46'), pg_temp.id('admin'), p_switch,
    p_hours, p_at) $$;
select is(pg_temp.switch('rain_on', '9'), 'hours_not', 'rain has 1 to 4 hours');
select is(pg_temp.switch('rain_off'), 'same', 'it is off');
select is(pg_temp.changed(), 'nothing', 'nothing was changed');
select is(pg_temp.switch('rain_on', '2'), 'rain_on', 'one official switches it on');
select is(pg_temp.switch('rain_on', '4'), 'same', 'once');
select is(array[pg_temp.price(pg_temp.noon()), pg_temp.price(pg_temp.noon() + interval '2 hours')], '{8000,4000}',
  'it counts at once and ends by itself');
select is(pg_temp.switch('rain_off', '', pg_temp.noon() + interval '1 hour'), 'rain_off', 'or is switched off');
select is(pg_temp.price(pg_temp.noon() + interval '1 hour'), 4000::bigint, 'at once');
select is(pg_temp.switch('rain_on', '1'), 'same', 'a switch in the past is no other one');
insert into fleet.fare_events (route_id, name, starts_at, ends_at) values
  (:route_id, 'Stadium', '2026-11-28 14:00+03', '2026-11-28 20:00+03'),
  (:route_id, 'Schools', '2027-01-04 04:00+03', '2027-01-04 20:00+03');
select is(pg_temp.switch('event_off'), 'event_off', 'an event is called off');
select is((select string_agg(name, ' ') from fleet.fare_events where ended_at is null), 'Schools', 'the next one');
select is(fleet.switch_band(:foreign_route_id, pg_temp.id('admin'), 'rain_on', '1', pg_temp.noon()), 'no_rain_fares',
  'a route without rain fares');
select throws_ok($$ select pg_temp.switch('snow') $$, 'LFV80', null, 'no other switch');
select is((select count(distinct made_by) from fleet.rain_switches), 1::bigint, 'it is known who switched');
select finish(); rollback;
