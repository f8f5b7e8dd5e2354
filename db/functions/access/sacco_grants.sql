-- Who holds a role in a SACCO or on its vehicles, now or later; nothing of what they hold elsewhere.
-- Source: issue 3, SACCO admin's own people page. Locks: none. Repeat: reads only.
create or replace function access.sacco_grants(
  p_sacco_ids bigint[],
  p_zone      text        -- the market's time zone
) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('grant_id', g.grant_id, 'user_id', g.user_id, 'role', g.role,
      'last3', u.phone_last3, 'name_sealed', encode(u.name_sealed, 'base64'),
      'scope', access.scope_name(p_scope_kind => g.scope_kind, p_scope_id => g.scope_id),
      'from', g.valid_from at time zone p_zone, 'to', g.valid_to at time zone p_zone,
      'disabled', u.disabled_at is not null, 'begun', g.valid_from <= clock_timestamp()) order by g.role desc,
        g.grant_id), '[]')
    from access.role_grants g join accounts.users u using (user_id)
   where g.scope_kind in ('sacco', 'vehicle') and (g.valid_to is null or clock_timestamp() < g.valid_to)
     and access.sacco_of(p_scope_kind => g.scope_kind, p_scope_id => g.scope_id, p_at => g.valid_to) = any (p_sacco_ids)
$$;
comment on function access.sacco_grants is
  'Grants within SACCOs and their vehicles, officials first: grant_id, user_id, role, last3, name_sealed (base64), '
  'scope, from, to, begun, disabled. Raises nothing.';
