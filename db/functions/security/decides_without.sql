-- If this person were gone, could two others still let somebody in: one who proposes and another who
-- decides? Else one act could leave a house that nobody can open.
-- Source: decision 0081. Locks: none; whoever acts on the answer holds the lock of security.disable_person.
-- Repeat: reads only.
create or replace function security.decides_without(
  p_person_id bigint   -- see security.person_of
) returns boolean
language sql stable as $$
  with officials as (
    select distinct security.person_of(p_user_id => g.user_id) as person_id, n.door
      from (select distinct r.user_id from security.role_grants r join security.permissions p using (role)
             where p.door in ('ops.propose_enable', 'ops.decide_role_change')) g
      cross join lateral security.permissions_now(p_user_id => g.user_id) n
     where n.door in ('ops.propose_enable', 'ops.decide_role_change')
  )
  select not exists (select from officials o where o.person_id = p_person_id)
      or exists (select from officials m join officials c on c.person_id <> m.person_id
                  where m.door = 'ops.propose_enable' and c.door = 'ops.decide_role_change'
                    and p_person_id not in (m.person_id, c.person_id))
$$;
comment on function security.decides_without(bigint) is
  'True for whom nobody needs for deciding: no official, or two others remain who could propose and decide. Raises nothing.';
