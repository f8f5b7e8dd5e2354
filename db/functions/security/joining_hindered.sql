-- Why can't these two accounts be joined, or separated, as things are?
-- Source: decision 0088. Locks: none; the act itself asks again. Repeat: reads only.
create or replace function security.joining_hindered(
  p_act     text,     -- join or separate
  p_user_id bigint,
  p_other   bigint    -- separate: any account of the same person
) returns text
language sql stable as $$
  select case
    when (one.person is not distinct from two.person) <> (p_act = 'separate') then case p_act when 'join' then 'joined' else 'not_joined' end
    when p_act = 'separate' then null
    when (select count(distinct u.disabled_at is null) from security.users u
           where coalesce(u.same_person_as, u.user_id) in (one.person, two.person) and u.phone_sealed <> '') > 1 then 'half_out'
    when not security.decides_after(p_joined_person => two.person, p_joined_with => one.person, p_revoked_grant => null) then 'last'
  end
    from (select security.person_of(p_user_id => p_user_id) as person) one,
         (select security.person_of(p_user_id => p_other) as person) two
$$;
comment on function security.joining_hindered(text, bigint, bigint) is
  'joined (already one person), not_joined (nothing to separate), half_out (one is disabled and the other is not), last (then nobody would be left to propose and to decide), or null: nothing. Raises nothing.';
