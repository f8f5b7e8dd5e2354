-- If this person were gone, could two others still let somebody in: one who proposes and another who
-- decides? Else one action could lock everybody out for ever.
-- Source: decision 0081. Locks: none; whoever acts on the answer holds the lock of security.disable_person.
-- Repeat: reads only.
create or replace function security.decides_without(
  p_user_id bigint
) returns boolean
language sql stable as $$
  select security.somebody_decides(p_without => p_user_id)
      or not exists (select from security.permissions_now(p_user_id => p_user_id) n
                      where n.door in ('ops.propose_enable', 'ops.decide_role_change'))
$$;
comment on function security.decides_without is
  'True for a person who is not needed: they decide nothing, or two others remain who can propose and decide. Raises '
  'nothing.';
