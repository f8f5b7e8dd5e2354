-- Which person is behind this account? Duties are kept apart by person, not by phone.
-- Source: issue 3, Roles (whatever roles or accounts that person holds). Locks: none. Repeat: reads only.
create or replace function security.person_of(
  p_user_id bigint
) returns bigint
language sql stable as $$
  select coalesce(u.same_person_as, u.user_id) from security.users u where u.user_id = p_user_id
$$;
comment on function security.person_of(bigint) is
  'user_id of the first account of the person who holds this one; null for no such account. Raises nothing.';
