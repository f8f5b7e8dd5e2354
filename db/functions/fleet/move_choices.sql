-- Where a vehicle can move to and who can take it over: routes of the viewer's SACCOs, owners whose name, plate or last
-- digits were typed.
create or replace function fleet.move_choices(
  p_vehicle_id bigint,
  p_sacco_ids  bigint[],   -- null: all
  p_find       text        -- null or empty: no owners
) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'routes', (select coalesce(jsonb_agg(jsonb_build_object('route_id', c.route_id, 'number', c.number,
                      'sacco', c.name) order by c.other, c.name, c.number), '[]')
                 from (select r.route_id, r.number, s.name, s.sacco_id <> v.sacco_id as other
                         from fleet.vehicles v join fleet.routes r on r.route_id <> v.route_id
                         join fleet.saccos s on s.sacco_id = r.sacco_id
                        where v.vehicle_id = p_vehicle_id and (p_sacco_ids is null or s.sacco_id = any (p_sacco_ids))
                        order by 4, 3, 2 limit 100) c),
    'owners', (select coalesce(jsonb_agg(x.choice), '[]')
                 from (select choice || jsonb_build_object('sacco', s.name) as choice from fleet.saccos s
                        cross join lateral jsonb_array_elements(
                          fleet.owner_choices(p_sacco_id => s.sacco_id, p_find => p_find, p_limit => 20)) choice
                        where btrim(p_find) <> '' and (p_sacco_ids is null or s.sacco_id = any (p_sacco_ids))
                        limit 50) x))
$$;
comment on function fleet.move_choices is
  'routes (route_id, number, sacco; this SACCO''s first, at most 100) and owners (see fleet.owner_choices, with '
  'sacco). Raises nothing.';
