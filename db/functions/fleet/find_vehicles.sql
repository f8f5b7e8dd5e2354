-- Finds vehicles by door code, plate or a part of it, and for staff by the name of the owner or SACCO.
create or replace function fleet.find_vehicles(
  p_text      text,       -- as typed
  p_owner_ids bigint[],   -- null: of anybody
  p_sacco_ids bigint[]    -- null: of any SACCO
) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('vehicle_id', f.vehicle_id, 'plate', f.plate, 'door_code', f.door_code,
      'route', f.number, 'sacco', f.sacco, 'owner', f.owner) order by f.plate), '[]')
    from (select v.vehicle_id, v.plate, d.door_code, t.number, s.name as sacco, o.name as owner
            from (select fleet.clean_typed(p_text => left(p_text, 100)) as short,
                         btrim(lower(left(p_text, 100))) as name) w,
                 fleet.vehicles v join fleet.routes t using (route_id) join fleet.saccos s on s.sacco_id = v.sacco_id
            left join fleet.door_codes d on d.vehicle_id = v.vehicle_id and d.valid_to is null
            left join fleet.vehicle_owners h on h.vehicle_id = v.vehicle_id and h.valid_to is null
            left join fleet.owners o on o.owner_id = h.owner_id
           where (v.vehicle_id = fleet.find_vehicle(p_account => p_text, p_at => clock_timestamp())
                  or length(w.short) >= 3 and strpos(replace(v.plate, ' ', ''), w.short) > 0
                  or length(w.name) >= 3 and p_owner_ids is null and p_sacco_ids is null
                     and (strpos(lower(o.name), w.name) > 0 or strpos(lower(s.name), w.name) > 0))
             and (p_owner_ids is null or h.owner_id = any (p_owner_ids))
             and (p_sacco_ids is null or v.sacco_id = any (p_sacco_ids))
           order by v.plate limit 20) f
$$;
comment on function fleet.find_vehicles is
  'The first 20 by plate: vehicle_id, plate, door_code, route, sacco, owner; [] if nothing is found. Raises nothing.';
