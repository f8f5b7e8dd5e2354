-- Shows a SACCO one of its vehicles: what it took and paid in dues on each day of a month, and its target.
-- Locks: as accounts.signed_in_user. Source: docs/decisions/owner-pages.md.
create or replace function sacco.vehicle(
  p_session bytea,
  p_plate   text,
  p_period  text,    -- day, week, month; null: day
  p_on      text,    -- a day in it; null: today
  p_asof    text     -- as printed by a page before; null: now
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_sacco_ids bigint[] := access.scope_ids(v_user_id, p_function => 'sacco.vehicle', p_scope_kind => 'sacco');
  v_zone      text := config.setting(p_setting => 'time_zone');
  v_as        record;
  v_days      record;
  v_vehicle   record;
begin
  select a.* into v_as from ledger.as_of(p_asof => p_asof) a;
  select d.* into v_days from fares.period_days(p_period => p_period, p_on => p_on, p_moment => v_as.moment) d;
  select s.* into v_vehicle
    from fares.sacco_signs(p_sacco_ids => v_sacco_ids, p_on => v_days.starts_on, p_zone => v_zone,
                           p_horizon => v_as.horizon, p_moment => v_as.moment) s
   where s.plate = fleet.normal_plate(p_text => p_plate);
  if not found then
    return access.refuse(p_function => 'sacco.vehicle', p_subject => 'fleet.vehicles:' || p_plate);
  end if;
  return (
    select jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id), 'asof', v_as.asof,
        'now', v_as.moment at time zone v_zone, 'days', to_jsonb(v_days),
        'service_starts', config.setting(p_setting => 'service_starts'), 'cents', coalesce(sum(t.cents), 0)::bigint,
        'dues_cents', coalesce(sum(t.dues_cents), 0)::bigint,
        'rows', coalesce(jsonb_agg(to_jsonb(t) - 'vehicle_id' order by t.business_on desc), '[]'))
        || to_jsonb(v_vehicle) - 'vehicle_id'
      from fares.sacco_takings(p_sacco_ids => v_sacco_ids, p_from => v_days.starts_on, p_to => v_days.ends_on,
                               p_horizon => v_as.horizon) t
     where t.vehicle_id = v_vehicle.vehicle_id);
end $$;
comment on function sacco.vehicle is 'plate, route, sign, last_at, usual_cents, target_cents (see fares.sacco_signs), '
  'cents and dues_cents of the period, rows (business_on, cents, dues_cents); {"outcome": "absent"} for a plate of '
  'another SACCO. Raises LFA60, LFV64, LFV65.';
