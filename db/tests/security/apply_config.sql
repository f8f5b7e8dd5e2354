begin;
\ir ../fixtures/one_vehicle.psql
select plan(9);
select pg_temp.remember() \g /dev/null
create function pg_temp.apply(p_kind text, p_subject text, p_value jsonb, p_sim bytea default null) returns jsonb language plpgsql as $$
begin
  perform security.apply_config(p_kind => p_kind, p_subject => p_subject, p_phone_hash => p_sim, p_value => p_value);
  return security.config_value(p_kind => p_kind, p_subject => p_subject, p_phone_hash => p_sim);
end $$;
select is(pg_temp.apply('setting', 'sign_in_tries', '{"value": "4"}'), '{"value": "4"}', 'a setting');
select is(pg_temp.apply('limit', 'form,session', '{"burst": "31", "refill_ms": "2000"}'), '{"burst": "31", "refill_ms": "2000"}', 'a limit');
select is((select count(*) from security.limits where burst = 31), 1::bigint, 'that one alone');
select is(pg_temp.apply('retention', 'raw_bodies', '{"keep_days": "180"}'), '{"keep_days": "180"}', 'a period');
select is(pg_temp.apply('pilot', 'sim', '{"listed": "yes"}', sha256('1')), '{"listed": "yes"}', 'a SIM in the pilot');
select pg_temp.apply('pilot', 'sim', '{"listed": "yes"}', sha256('1')), pg_temp.apply('pilot', 'route:' || :route_id, '{"listed": "yes"}'),
       pg_temp.apply('pilot', 'vehicle:' || :vehicle_id, '{"listed": "yes"}') \g /dev/null
select bag_eq($$ select kind, coalesce(vehicle_id, route_id), phone_hash from fleet.pilot_entries $$,
  format($$ values ('sim', null::bigint, sha256('1')), ('route', %s, null), ('vehicle', %s, null) $$, :route_id, :vehicle_id), 'once each');
select is(pg_temp.apply('pilot', 'sim', '{"listed": "no"}', sha256('1')), '{"listed": "no"}', 'and out of it');
select is((select string_agg(kind, ' ' order by kind) from fleet.pilot_entries where valid_to is null), 'route vehicle', 'that one alone');
select is(pg_temp.changed(), 'audit.change_log fleet.pilot_entries security.limits security.retention_periods security.settings', 'nothing else changed');
select * from finish();
rollback;
