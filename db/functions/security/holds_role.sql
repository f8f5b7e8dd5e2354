-- Does this person work here? Our own operators and finance officers hold their role for the whole
-- platform.
-- Source: issue 2, ops page. Locks: none. Repeat: reads only.
create or replace function security.holds_role(
  p_user_id bigint,
  p_role    text     -- see security.roles
) returns boolean
language sql stable as $$
  select exists (select from security.role_grants g
                  where g.user_id = p_user_id and g.role = p_role and g.scope_kind = 'platform'
                    and g.valid_from <= clock_timestamp() and (g.valid_to is null or clock_timestamp() < g.valid_to))
$$;
comment on function security.holds_role(bigint, text) is
  'Whether a person holds a role on the whole platform now. Raises nothing.';
