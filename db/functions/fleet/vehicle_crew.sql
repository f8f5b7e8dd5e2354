-- The people of a vehicle's crew now, for staff, its SACCO and its owner.
create or replace function fleet.vehicle_crew(p_vehicle_id bigint, p_zone text) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('user_id', u.user_id, 'last3', u.phone_last3,
             'name_sealed', encode(u.name_sealed, 'base64'), 'from', g.valid_from at time zone p_zone,
             'to', g.valid_to at time zone p_zone) order by g.grant_id), '[]')
    from access.role_grants g join accounts.users u using (user_id)
   where g.scope_kind = 'vehicle' and g.scope_id = p_vehicle_id and g.role = 'crew'
     and g.valid_from <= clock_timestamp() and (g.valid_to is null or clock_timestamp() < g.valid_to)
$$;
comment on function fleet.vehicle_crew is 'user_id, name_sealed, last3, from and to of each. Raises nothing.';
