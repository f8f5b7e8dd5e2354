-- Shows a SACCO's routes, owners to pick from, and 50 of its vehicles with their checklists, unfinished ones first.
create or replace function fleet.sacco_page(
  p_sacco_id bigint,
  p_find     text,   -- for the picker of owners
  p_after    text    -- how many vehicles were seen already; null or empty: none
) returns jsonb language sql stable as $$
  with listed as (
    select v.vehicle_id, v.plate, v.state, r.number as route, o.name as owner, o.phone_last3 as last3,
           d.door_code, c.steps, c.done, c.next,
           row_number() over (order by v.state, cardinality(c.done) = cardinality(c.steps), v.plate) as position
      from fleet.vehicles v join fleet.routes r using (route_id)
      join fleet.vehicle_steps(array(select q.vehicle_id from fleet.vehicles q where q.sacco_id = p_sacco_id)) c
           using (vehicle_id)
      left join fleet.vehicle_owners h on h.vehicle_id = v.vehicle_id and h.valid_to is null
      left join fleet.owners o using (owner_id)
      left join fleet.door_codes d on d.vehicle_id = v.vehicle_id and d.valid_to is null)
  select jsonb_build_object('sacco_id', s.sacco_id, 'name', s.name,
      'routes', (select coalesce(jsonb_agg(jsonb_build_object('route_id', r.route_id, 'number', r.number,
                       'corridor', r.corridor, 'vehicles', (select count(*) from fleet.vehicles v
                         where v.route_id = r.route_id and v.state = 'active')) order by r.number), '[]')
                   from (select q.* from fleet.routes q where q.sacco_id = s.sacco_id
                          order by q.number limit 100) r),
      'owners', fleet.owner_choices(p_sacco_id => s.sacco_id, p_find => p_find, p_limit => 50),
      'owners_n', (select count(*) from fleet.sacco_memberships m
                    where m.sacco_id = s.sacco_id and m.valid_to is null),
      'vehicles_n', (select count(*) from listed l where l.state = 'active'),
      'ready_n', (select count(*) from listed l where l.state = 'active' and l.next is null),
      'after', coalesce(nullif(p_after, '')::int, 0),
      'rows', (select coalesce(jsonb_agg(to_jsonb(l) order by l.position), '[]')
                 from (select q.* from listed q where q.position > coalesce(nullif(p_after, '')::int, 0)
                        order by q.position limit 51) l))
    from fleet.saccos s where s.sacco_id = p_sacco_id
$$;
comment on function fleet.sacco_page is
  'sacco_id, name, routes, owners (see fleet.owner_choices), owners_n, vehicles_n, ready_n, and rows: 51 vehicles with '
  'plate, state, route, owner, door_code, steps, done, next. Raises 22P02 (p_after is no number).';
