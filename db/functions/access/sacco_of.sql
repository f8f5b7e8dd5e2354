-- Names the SACCO that a role or a proposal belongs to. What a vehicle's crew was before the vehicle came from another
-- SACCO belongs to neither. Source: docs/decisions/crews-and-trips.md.
create or replace function access.sacco_of(
  p_scope_kind text,
  p_scope_id   bigint,
  p_at         timestamptz   -- when it ended or was proposed; null: it has no end
) returns bigint language sql stable as $$
  select case p_scope_kind
    when 'sacco' then p_scope_id
    when 'vehicle' then (select v.sacco_id from fleet.vehicles v
                          where v.vehicle_id = p_scope_id
                            and coalesce(p_at, 'infinity') > coalesce(v.in_sacco_since, '-infinity'))
  end
$$;
comment on function access.sacco_of is 'sacco_id of a scope that is a SACCO or a vehicle; null for the platform, for '
  'owners, and for what was before the vehicle came to its SACCO. Raises nothing.';
