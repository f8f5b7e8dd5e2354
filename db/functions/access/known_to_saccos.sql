-- Tells whether the pages of these SACCOs may show a person's name. Whoever proposes a phone for a crew must not learn
-- its owner's name by that. Source: docs/decisions/crews-and-trips.md.
create or replace function access.known_to_saccos(
  p_user_id   bigint,
  p_sacco_ids bigint[]    -- null: of the whole platform
) returns boolean language sql stable as $$
  select p_sacco_ids is null
      or exists (select from accounts.users u where u.user_id = p_user_id and u.introduced_in = any (p_sacco_ids))
      or exists (select from access.role_grants g
                  where g.user_id = p_user_id and g.scope_kind in ('sacco', 'vehicle')
                    and access.sacco_of(g.scope_kind, g.scope_id, g.valid_to) = any (p_sacco_ids))
$$;
comment on function access.known_to_saccos is
  'Whether a person was introduced by one of these SACCOs, or holds, held or will hold a role in one. Raises nothing.';
