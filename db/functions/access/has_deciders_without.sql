-- Tells whether two others could still enable somebody (one proposes, another decides) without this person. Else one
-- action could lock everybody out. Source: docs/decisions/roles-and-four-eyes.md. Locks: none; whoever acts on the
-- answer holds the lock of accounts.disable_person. Repeat: reads only.
create or replace function access.has_deciders_without(p_user_id bigint) returns boolean language sql stable as $$
  select access.is_decidable(p_without => p_user_id)
      or not exists (select from access.permissions_in_force(p_user_id => p_user_id) n
                      where n.api_function in ('ops.propose_enable', 'ops.decide_role_change'))
$$;
comment on function access.has_deciders_without is
  'Whether a person decides nothing, or two others remain who can propose and decide. Raises nothing.';
