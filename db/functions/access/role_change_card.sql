-- Shows a proposal on a page; to a SACCO without the name of a person whom it does not know.
-- Source: docs/decisions/crews-and-trips.md.
create or replace function access.role_change_card(
  p_change_id bigint,
  p_sacco_ids bigint[],   -- whose page it is; null: the platform's
  p_zone      text
) returns jsonb language sql stable as $$
  select jsonb_build_object('change_id', c.change_id, 'kind', c.kind, 'user_id', c.user_id, 'role', c.role,
      'last3', u.phone_last3, 'name_sealed', (select encode(u.name_sealed, 'base64') where
        access.known_to_saccos(p_user_id => u.user_id, p_sacco_ids => p_sacco_ids)),
      'scope', access.scope_name(p_scope_kind => c.scope_kind, p_scope_id => c.scope_id),
      'from', c.valid_from at time zone p_zone, 'to', c.valid_to at time zone p_zone,
      'reason', c.reason, 'state', c.state, 'made_by', c.made_by, 'made_at', c.made_at at time zone p_zone,
      'decided_by', c.decided_by, 'decision_reason', c.decision_reason, 'decided_at', c.decided_at at time zone p_zone,
      'maker', access.known_card(p_user_id => c.made_by, p_sacco_ids => p_sacco_ids),
      'decider', access.known_card(p_user_id => c.decided_by, p_sacco_ids => p_sacco_ids))
    from access.role_changes c join accounts.users u using (user_id) where c.change_id = p_change_id
$$;
comment on function access.role_change_card is 'One proposal: what, for whom (the name is null where these SACCOs do '
  'not know it), where, from when to when, why, by whom, decided by whom '
  'and why it was declined (maker and decider: access.known_card). Raises nothing.';
