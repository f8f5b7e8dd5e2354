begin; select plan(10);
\ir ../fixtures/conductor.psql
create function pg_temp.set(p_mode text, p_vehicle bigint default null) returns text language sql as $$
  select fares.set_shadow_mode(p_route_id => (select route_id from fleet.vehicles where plate = 'KZZ 001A'),
    p_vehicle_id => p_vehicle, p_mode => p_mode, p_user_id => pg_temp.crew_id('juma'), p_at => now()) $$;
select is(pg_temp.set('fast'), 'wrong', 'no such mode');
select is(pg_temp.set('live'), 'not_ready', 'not without shadow mode');
select is(pg_temp.set('shadow'), 'shadow', 'begun');
select is(pg_temp.set('shadow'), 'same', 'begun already');
select is(pg_temp.set('live'), 'not_ready', 'not without clean days');
update fares.shadow_modes set valid_from = pg_temp.midday(6);
select pg_temp.past_trip(pg_temp.midday(n), 6000, 0, 6000) from generate_series(2, 4) n \g /dev/null
select is(pg_temp.set('live'), 'live', 'with three of them it is live');
select is(pg_temp.set('shadow', :vehicle_id), 'shadow', 'one of its vehicles goes back to shadow mode');
select is(pg_temp.set('none', :vehicle_id), 'none', 'and follows its route again');
select is(pg_temp.set('none'), 'none', 'all can be ended');
select is((select string_agg(concat_ws('/', mode, case when route_id is null then 'vehicle' end,
    case when valid_to is null then 'open' end), ' ' order by shadow_mode_id) from fares.shadow_modes),
  'shadow live shadow/vehicle', 'what was, stays');
select finish(); rollback;
