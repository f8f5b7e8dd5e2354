-- Suggests vehicles for an account that names none: a door code or plate that is one character away, or two swapped.
-- Staff choose; nothing is ever posted to a guess.
create or replace function fleet.near_vehicles(
  p_account text,         -- as typed
  p_at      timestamptz   -- when it was paid: door codes move between vehicles
) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('plate', f.plate, 'typed', f.name, 'route', f.number)
                            order by f.name), '[]')
    from (select v.plate, c.name, t.number
            from (select fleet.clean_typed(p_text => split_part(left(p_account, 40), '-', 1)) as typed) a,
                 (select d.vehicle_id, d.door_code as name from fleet.door_codes d
                   where d.valid_from <= p_at and (d.valid_to is null or p_at < d.valid_to)
                  union all select w.vehicle_id, replace(w.plate, ' ', '') from fleet.vehicles w) c
            join fleet.vehicles v on v.vehicle_id = c.vehicle_id join fleet.routes t using (route_id)
           where length(c.name) = length(a.typed) and v.state = 'active'
             and ((select count(*) from generate_series(1, length(a.typed)) i
                    where substr(c.name, i, 1) <> substr(a.typed, i, 1)) = 1
                  or exists (select from generate_series(1, length(a.typed) - 1) i
                    where c.name <> a.typed and c.name = overlay(
                      a.typed placing substr(a.typed, i + 1, 1) || substr(a.typed, i, 1) from i for 2)))
           order by c.name limit 6) f
$$;
comment on function fleet.near_vehicles is
  'At most 6: plate, typed (the door code or plate that it would have been), route; [] for none. Raises nothing.';
