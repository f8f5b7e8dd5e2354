-- Which SACCO does a role belong to: the one it is held in, or the one whose vehicle it is for?
-- Source: issue 3, SACCO's own people page. Locks: none. Repeat: reads only.
create or replace function security.sacco_of(
  p_scope_kind text,
  p_scope_id   bigint
) returns bigint
language sql stable as $$
  select case p_scope_kind
    when 'sacco' then p_scope_id
    when 'vehicle' then (select v.sacco_id from fleet.vehicles v where v.vehicle_id = p_scope_id)
  end
$$;
comment on function security.sacco_of(text, bigint) is
  'sacco_id of a scope that is a SACCO or a vehicle; null for the platform and for owners. Raises nothing.';
