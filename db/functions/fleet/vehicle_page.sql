-- Shows a vehicle to staff and to its SACCO: its checklist, owner, door code, split, crew and pilot.
create or replace function fleet.vehicle_page(
  p_vehicle_id bigint,
  p_user_id    bigint,   -- who looks
  p_side       text,     -- sacco, or null for staff: see fares.split_card
  p_zone       text
) returns jsonb language sql stable as $$
  select jsonb_build_object('vehicle_id', v.vehicle_id, 'plate', v.plate, 'seats', v.seats, 'state', v.state,
      'since', v.registered_at at time zone p_zone,
      'sacco_id', s.sacco_id, 'sacco', s.name, 'route_id', r.route_id, 'route', r.number, 'corridor', r.corridor,
      'owner_id', o.owner_id, 'owner', o.name, 'last3', o.phone_last3,
      'owner_request', (select max(c.change_id) from access.role_changes c
                         where c.role = 'owner' and c.scope_id = o.owner_id and c.state = 'proposed'),
      'door_code', d.door_code,
      'dial', rtrim(config.setting(p_setting => 'ussd_code'), '#') || '*' || d.door_code || '#',
      'short_code', (select min(t.short_code) from mobile_money.tills t),
      'steps', c.steps, 'done', c.done, 'next', c.next,
      'pilot', fleet.pilot_state(v.vehicle_id, null, clock_timestamp()),
      'stop_id', (select t.stop_id from fleet.pilot_stops t where t.vehicle_id = v.vehicle_id and t.ended_at is null),
      'crew', fleet.vehicle_crew(p_vehicle_id => v.vehicle_id, p_zone => p_zone),
      'crew_requests', (select count(*) from access.role_changes q where q.role = 'crew' and q.state = 'proposed'
                           and q.scope_kind = 'vehicle' and q.scope_id = v.vehicle_id),
      'split', fares.split_card(v.vehicle_id, p_user_id, p_side, p_zone))
    from fleet.vehicles v
    join fleet.saccos s using (sacco_id) join fleet.routes r on r.route_id = v.route_id
    join fleet.vehicle_steps(array[p_vehicle_id]) c on c.vehicle_id = v.vehicle_id
    left join fleet.vehicle_owners h on h.vehicle_id = v.vehicle_id and h.valid_to is null
    left join fleet.owners o using (owner_id)
    left join fleet.door_codes d on d.vehicle_id = v.vehicle_id and d.valid_to is null
   where v.vehicle_id = p_vehicle_id
$$;
comment on function fleet.vehicle_page is
  'The vehicle with sacco, route, owner (and the open request to let them in), door_code, what to dial, short_code, '
  'steps, done, next, pilot, stop_id (switched off; else null), crew, split; null for no such vehicle. Raises nothing.';
