-- Says whose page it is and which pages they have: every page shows it in its header. Permissions are read once,
-- because every page asks. Locks: none.
create or replace function access.viewer(p_user_id bigint) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('homes', access.homes_of(p_functions => n.functions, p_roles => n.roles),
      'last3', u.phone_last3, 'name_sealed', encode(u.name_sealed, 'base64'),
      'may', (select coalesce(jsonb_agg(m.api_function order by m.api_function), '[]')
                from (select distinct f.api_function from unnest(n.functions, n.kinds) as f(api_function, kind)
                       where f.kind <> 'self') m),
      'scopes', (select coalesce(jsonb_agg(distinct s.name order by s.name), '[]')
                   from (select access.scope_name(p_scope_kind => g.scope_kind, p_scope_id => g.scope_id) as name
                           from access.role_grants g
                          where g.user_id = u.user_id and g.scope_id is not null and g.valid_from <= clock_timestamp()
                            and (g.valid_to is null or clock_timestamp() < g.valid_to)) s where s.name is not null))
      from accounts.users u
     cross join (select array_agg(p.api_function) as functions, array_agg(p.role) as roles,
                        array_agg(p.scope_kind) as kinds
                   from access.permissions_in_force(p_user_id => p_user_id) p) n
     where u.user_id = p_user_id);
end $$;
comment on function access.viewer is
  '{"homes" (see access.homes), "may": API functions of their roles, "name_sealed", "last3", "scopes": names of the '
  'owners, SACCOs and vehicles they act for}. Raises nothing.';
