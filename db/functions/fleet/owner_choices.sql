-- The owners of a SACCO for a picker: two of one name are told apart by their plates and the last digits of the phone.
create or replace function fleet.owner_choices(
  p_sacco_id bigint,
  p_find     text,   -- part of a name or plate, or the last three digits; null or empty: all
  p_limit    int
) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(to_jsonb(c) - 'position' order by c.position), '[]')
    from (select o.owner_id, o.name, o.phone_last3 as last3, p.plates, p.vehicles,
                 row_number() over (order by lower(o.name), o.owner_id) as position
            from fleet.sacco_memberships m join fleet.owners o using (owner_id)
           cross join lateral (
             select string_agg(v.plate, ', ' order by v.plate) filter (where v.n <= 2) as plates, count(*) as vehicles,
                    string_agg(v.plate, ' ') as all_plates
               from (select q.plate, row_number() over (order by q.plate) as n
                       from fleet.vehicle_owners h join fleet.vehicles q using (vehicle_id)
                      where h.owner_id = o.owner_id and h.valid_to is null and q.sacco_id = p_sacco_id) v) p
           where m.sacco_id = p_sacco_id and m.valid_to is null
             and (coalesce(btrim(p_find), '') = '' or position(lower(btrim(p_find)) in lower(o.name)) > 0
                  or o.phone_last3 = btrim(p_find)
                  or position(translate(upper(p_find), ' ', '') in translate(p.all_plates, ' ', '')) > 0)
           order by position limit p_limit) c
$$;
comment on function fleet.owner_choices is
  'owner_id, name, last3, plates (the first two, in this SACCO) and how many vehicles, by name. Raises nothing.';
