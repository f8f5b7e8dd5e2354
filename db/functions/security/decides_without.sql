-- If this person were gone, could two others still let somebody in: one who proposes and another who
-- decides? Else one act could leave a house that nobody can open.
-- Source: decision 0081. Locks: none; whoever acts on the answer holds the lock of security.disable_person.
-- Repeat: reads only.
create or replace function security.decides_without(
  p_person_id bigint   -- see security.person_of
) returns boolean
language sql stable as $$
  select security.somebody_decides(p_without => p_person_id)
      or not exists (select from security.role_grants g cross join lateral security.permissions_now(p_user_id => g.user_id) n
                      where security.person_of(p_user_id => g.user_id) = p_person_id
                        and n.door in ('ops.propose_enable', 'ops.decide_role_change'))
$$;
comment on function security.decides_without(bigint) is
  'True for whom nobody needs for deciding: no official, or two others remain who could propose and decide. Raises nothing.';
