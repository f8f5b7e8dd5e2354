-- Grants a role at once, by hand, to the first people; later ones are proposed and decided (access.propose_grant).
-- Source: docs/decisions/roles-and-four-eyes.md. Locks: none. Repeat: an open grant of the same scope is returned.
create or replace function access.grant_role(
  p_user_id    bigint,
  p_role       text,     -- see access.roles
  p_scope_kind text,     -- platform, sacco, owner or vehicle
  p_scope_id   bigint    -- whose; null for platform
) returns bigint language plpgsql as $$
declare
  v_grant_id bigint;
begin
  if not exists (select from access.roles r where r.role = p_role)
     or not exists (select from accounts.users u where u.user_id = p_user_id) then
    raise exception 'no such role or person' using errcode = 'LFN60';
  end if;
  if p_scope_id is not null and access.scope_name(p_scope_kind => p_scope_kind, p_scope_id => p_scope_id) is null then
    raise exception 'no such owner, SACCO or vehicle' using errcode = 'LFN60';
  end if;
  select g.grant_id into v_grant_id from access.role_grants g
   where g.user_id = p_user_id and g.role = p_role and g.scope_kind = p_scope_kind
     and g.scope_id is not distinct from p_scope_id and g.valid_to is null;
  if v_grant_id is null then
    insert into access.role_grants (user_id, role, scope_kind, scope_id)
    values (p_user_id, p_role, p_scope_kind, p_scope_id) returning grant_id into v_grant_id;
  end if;
  return v_grant_id;
end $$;
comment on function access.grant_role is
  'Grants a role within a scope from now on; returns grant_id. Raises LFN60 (no such role, person or scope).';
