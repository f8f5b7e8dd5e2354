-- Demo data of shadow mode: a route that is in it since three days, and yesterday's trips with what their crews told.
-- Run again, it changes nothing. psql variables: route, its number; trips, what scripts/demo_trips.py prints.
\set ON_ERROR_STOP on
set lipa.actor = 'demo';
begin;
create temp table told on commit drop as
select t.*, v.vehicle_id, v.route_id, c.user_id
  from jsonb_to_recordset(:'trips'::jsonb) t(plate text, opened_at timestamptz, closed_at timestamptz, told bigint,
                                             cash bigint)
  join fleet.vehicles v using (plate)
 cross join lateral (select g.user_id from access.role_grants g where g.role = 'crew' order by g.grant_id limit 1) c
 where not exists (select from fares.shadow_modes);

insert into fares.shadow_modes (route_id, mode, valid_from, made_by)
select r.route_id, 'shadow', now() - interval '3 days', g.user_id
  from fleet.routes r join access.role_grants g on g.role = 'sacco_admin' and g.scope_id = r.sacco_id
 where r.number = :'route' and not exists (select from fares.shadow_modes) order by g.grant_id limit 1;

insert into fleet.trips (vehicle_id, opened_by, opened_at, ends_at, closed_at, closed_as)
select t.vehicle_id, t.user_id, t.opened_at, t.opened_at + interval '6 hours', t.closed_at, 'ended' from told t
 order by t.opened_at;

-- Jobs that count a day once wait until the traffic has paid yesterday's fares. Told after that: should the traffic be
-- late, the next run counts again what was told since.
update jobs.schedule set next_run_at = now() + interval '2 minutes'
 where job in ('count_trips', 'watch_gates', 'store_weeks') and last_run_at is null;
insert into fares.cash_tallies (trip_id, vehicle_id, cents, digital_cents, told_by, told_at)
select r.trip_id, r.vehicle_id, t.cash * 100, t.told * 100, t.user_id, now() + interval '3 minutes'
  from told t join fleet.trips r on (r.vehicle_id, r.opened_at) = (t.vehicle_id, t.opened_at)
 where t.told is not null;
commit;
