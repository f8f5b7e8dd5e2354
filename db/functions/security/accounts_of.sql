-- All accounts of the person who holds this one: whatever is done to a person is done to each.
-- Source: issue 3, Roles (whatever accounts that person holds). Locks: none. Repeat: reads only.
create or replace function security.accounts_of(
  p_user_id bigint
) returns bigint[]
language sql stable as $$
  select array_agg(u.user_id order by u.user_id)
    from (select security.person_of(p_user_id => p_user_id) as person_id) p
    join security.users u on u.user_id = p.person_id or u.same_person_as = p.person_id
$$;
comment on function security.accounts_of(bigint) is
  'user_ids of a person, lowest first, whichever of them is given; null for no such account. Raises nothing.';
