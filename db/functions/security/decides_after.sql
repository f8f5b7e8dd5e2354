-- If two persons were one, or a grant were gone: would one who proposes and another who decides still be left, if there
-- are two now? Asked before somebody proposes it; the act itself asks again when it has happened.
-- Source: decisions 0081, 0088. Locks: none. Repeat: reads only.
create or replace function security.decides_after(
  p_joined_person  bigint,   -- would be p_joined_with; null: nobody is joined
  p_joined_with    bigint,
  p_revoked_grant  bigint    -- would be gone; null: none
) returns boolean
language sql stable as $$
  with officials as (
    select case when d.person_id = p_joined_person then p_joined_with else d.person_id end as person_id, d.door
      from security.deciders(p_but_grant => p_revoked_grant) d
  )
  select exists (select from officials m join officials c on c.person_id <> m.person_id
                  where m.door = 'ops.propose_enable' and c.door = 'ops.decide_role_change')
      or not security.somebody_decides(p_without => null)
$$;
comment on function security.decides_after(bigint, bigint, bigint) is
  'False when a joining or a revocation would take the last two who propose and decide; true also when there are no two now. Raises nothing.';
