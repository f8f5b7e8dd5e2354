-- Shows one vehicle to its owner: its takings, how they compare, its sub_wallets, and whether it receives money.
-- Source: docs/decisions/owner-pages.md. Locks: as accounts.signed_in_user.
create or replace function owners.vehicle(
  p_session bytea,
  p_plate   text,    -- any spelling
  p_period  text,    -- day, week, month; null: day
  p_on      text,    -- a day in it; null: today
  p_asof    text     -- as printed by a page before; null: now
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_owners  bigint[] := access.scope_ids(v_user_id, p_function => 'owners.vehicle', p_scope_kind => 'owner');
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_vehicle fleet.vehicles;
  v_as      record;
  v_days    record;
  v_takings jsonb;
begin
  select v.* into v_vehicle from fleet.vehicles v
   where v.plate = fleet.normal_plate(p_text => p_plate)
     and v.vehicle_id = any (fleet.owned_vehicles(p_owner_ids => v_owners));
  if not found then
    return access.refuse(p_function => 'owners.vehicle', p_subject => 'fleet.vehicles:' || p_plate);
  end if;
  select a.* into v_as from ledger.as_of(p_asof => p_asof) a;
  select d.* into v_days from fares.period_days(p_period => p_period, p_on => p_on, p_moment => v_as.moment) d;
  v_takings := fares.takings(p_owner_ids => v_owners, p_vehicle_ids => array[v_vehicle.vehicle_id],
    p_from => v_days.starts_on, p_to => v_days.ends_on, p_zone => v_zone, p_horizon => v_as.horizon);
  return jsonb_build_object(
    'outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id), 'asof', v_as.asof,
    'held_since', v_as.held_since at time zone v_zone,
    'now', v_as.moment at time zone v_zone, 'days', to_jsonb(v_days), 'takings', v_takings, 'plate', v_vehicle.plate,
    'target_cents', v_vehicle.target_cents,
    'pots', (select fares.pots_on(p_vehicle_id => o.vehicle_id, p_at => v_as.moment, p_zone => v_zone)
               from fleet.vehicle_owners o
              where o.vehicle_id = v_vehicle.vehicle_id and o.valid_to is null and o.owner_id = any (v_owners)),
    'route', (select r.number from fleet.routes r where r.route_id = v_vehicle.route_id),
    'service_starts', config.setting(p_setting => 'service_starts'),
    'yours_cents', v_takings -> 'yours_cents',
    'held_takings_cents', fares.held_takings(p_held => ledger.owner_money(p_owner_ids => v_owners,
      p_horizon => v_as.horizon) -> 'held', p_vehicle_ids => array[v_vehicle.vehicle_id],
      p_from => v_days.starts_on, p_to => v_days.ends_on),
    'cash', fares.cash_told(p_owner_ids => v_owners, p_vehicle_ids => array[v_vehicle.vehicle_id],
      p_from => v_days.starts_on, p_to => v_days.ends_on, p_moment => v_as.moment),
    'usual_cents', (select u.usual_cents from fares.usual_takings(p_owner_ids => v_owners,
      p_vehicle_ids => array[v_vehicle.vehicle_id], p_on => v_days.starts_on, p_zone => v_zone,
      p_horizon => v_as.horizon, p_moment => v_as.moment) u where v_days.period = 'day'),
    'door_code', (select c.door_code from fleet.door_codes c
                   where c.vehicle_id = v_vehicle.vehicle_id and c.valid_to is null),
    'compared', fares.takings_comparison(p_owner_ids => v_owners, p_vehicle_ids => array[v_vehicle.vehicle_id],
      p_period => v_days.period, p_from => v_days.starts_on, p_cents => (v_takings ->> 'cents')::bigint,
      p_zone => v_zone, p_horizon => v_as.horizon, p_moment => v_as.moment),
    'crew', (select fleet.vehicle_crew(p_vehicle_id => o.vehicle_id, p_zone => v_zone) from fleet.vehicle_owners o
              where o.vehicle_id = v_vehicle.vehicle_id and o.valid_to is null and o.owner_id = any (v_owners)),
    'sign', (select to_jsonb(s) - 'vehicle_id'
               from fares.vehicle_signs(p_owner_ids => v_owners, p_zone => v_zone, p_horizon => v_as.horizon,
                                        p_moment => v_as.moment) s
              where s.vehicle_id = v_vehicle.vehicle_id),
    'wallets', (select coalesce(jsonb_agg(jsonb_build_object('sub_wallet_id', o.sub_wallet_id, 'purpose', o.purpose,
                  'cents', o.balance_cents) order by o.sub_wallet_id), '[]')
                  from ledger.owner_wallets(p_owner_ids => v_owners, p_horizon => v_as.horizon) o
                 where o.vehicle_id = v_vehicle.vehicle_id));
end $$;
comment on function owners.vehicle is 'Like owners.home for one vehicle, with plate, usual_cents, target_cents, route, '
  'door_code, its sign (null once sold), crew, pots (see fares.pots_on) and its sub_wallets; {"outcome": "absent"} for '
  'a plate of somebody else. Raises LFA60, LFV64, LFV65.';
