-- Who is the crew of a vehicle at this moment?
-- Source: issue 3, Crew; docs/decisions/crews-and-trips.md. Locks: none. Repeat: reads only; what was revoked is gone
-- with the next call.
create or replace function accounts.crew_of(
  p_vehicle_id bigint
) returns bigint[]
language sql stable as $$
  select coalesce(array_agg(distinct g.user_id order by g.user_id), '{}')
    from access.role_grants g join accounts.users u using (user_id)
   where g.role = 'crew' and g.scope_kind = 'vehicle' and g.scope_id = p_vehicle_id and u.disabled_at is null
     and g.valid_from <= clock_timestamp() and (g.valid_to is null or clock_timestamp() < g.valid_to)
$$;
comment on function accounts.crew_of is
  'user_ids that hold the role crew for a vehicle now and are not disabled; empty when there are none. Raises nothing.';
