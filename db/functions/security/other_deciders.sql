-- How many could decide what is about to be proposed? Where there is nobody, nothing will come of it.
-- Source: decision 0089. Locks: none. Repeat: reads only.
create or replace function security.other_deciders(
  p_door     text,      -- with which it is decided
  p_scope_id bigint,    -- SACCO whose treasurer decides; null: of the platform
  p_but      bigint[]   -- accounts whose persons may not: the maker, whom it concerns; nulls are nobody
) returns int
language sql stable as $$
  select count(distinct security.person_of(p_user_id => g.user_id))::int
    from (select distinct r.user_id from security.role_grants r join security.permissions p using (role) where p.door = p_door) g
    cross join lateral security.permissions_now(p_user_id => g.user_id) n
   where n.door = p_door and (p_scope_id is null or n.scope_id = p_scope_id)
     and not exists (select from unnest(p_but) b(user_id)
                      where security.person_of(p_user_id => b.user_id) = security.person_of(p_user_id => g.user_id))
$$;
comment on function security.other_deciders(text, bigint, bigint[]) is
  'Number of persons who may use the deciding door now and are none of those named. Raises nothing.';
