-- Must this person take a second step to come in? Whoever may move other people's money must; anybody
-- who has set one up must, too.
-- Source: issue 3, Sign-in; docs/decisions/sign-in.md. Locks: none. Repeat: reads only.
create or replace function accounts.is_second_factor_due(
  p_user_id bigint
) returns boolean
language sql stable as $$
  select exists (select from access.role_grants g join access.roles r using (role)
                  where g.user_id = p_user_id and r.second_factor = 'due'
                    and g.valid_from <= clock_timestamp() and (g.valid_to is null or clock_timestamp() < g.valid_to))
      or exists (select from accounts.second_factors s where s.user_id = p_user_id and s.confirmed_at is not null)
$$;
comment on function accounts.is_second_factor_due is
  'Whether a session of this person needs a second step before it opens anything. Raises nothing.';
