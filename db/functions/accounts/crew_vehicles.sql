-- Returns the vehicles that a person works on at this moment.
create or replace function accounts.crew_vehicles(p_user_id bigint) returns bigint[] language sql stable as $$
  select coalesce(array_agg(distinct v.vehicle_id order by v.vehicle_id), '{}')
    from access.role_grants g join fleet.vehicles v on v.vehicle_id = g.scope_id
   where g.user_id = p_user_id and g.role = 'crew' and g.scope_kind = 'vehicle' and v.state = 'active'
     and p_user_id = any (accounts.crew_of(p_vehicle_id => v.vehicle_id))
$$;
comment on function accounts.crew_vehicles is
  'In order; empty for a person who is not crew or is disabled. Raises nothing.';
