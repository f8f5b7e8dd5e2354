-- Returns the crew of a vehicle at this moment.
-- Locks: none. Repeat: reads only; a revoked role is gone at the next call. Source: docs/decisions/crews-and-trips.md.
create or replace function accounts.crew_of(p_vehicle_id bigint) returns bigint[] language sql stable as $$
  select coalesce(array_agg(distinct g.user_id order by g.user_id), '{}')
    from access.role_grants g join accounts.users u using (user_id)
   where g.role = 'crew' and g.scope_kind = 'vehicle' and g.scope_id = p_vehicle_id and u.disabled_at is null
     and g.valid_from <= clock_timestamp() and (g.valid_to is null or clock_timestamp() < g.valid_to)
$$;
comment on function accounts.crew_of is 'user_ids, in order; may be empty. Raises nothing.';
