-- Has this person a duty on a thing already? Then they take no other one on it, and a page shows them no button.
-- Source: issue 3, Roles; decisions 0061, 0088, 0089. Locks: none; security.take_duty asks again. Repeat: reads only.
create or replace function security.is_bound(
  p_user_id bigint,
  p_subject text     -- schema.table:<key>
) returns boolean
language sql stable as $$
  select exists (select from security.duties d cross join security.person_of(p_user_id => p_user_id) p(person_id)
                  where d.subject = p_subject
                    and p.person_id in (security.person_of(p_user_id => d.person_id), security.person_of(p_user_id => d.user_id)))
$$;
comment on function security.is_bound(bigint, text) is
  'Whether the person behind an account has a duty on a subject, by any account, also one that counted as theirs then. Raises nothing.';
