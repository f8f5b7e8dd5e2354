-- Who proposes a thing does not decide it, and whom it concerns does neither. Every act with a maker
-- and a checker asks here first; the table keeps it true when two come at once.
-- Source: issue 3, Roles; decisions 0061, 0088. Locks: the row it inserts; a second caller on the same
-- subject waits for the first. Repeat: the same person taking the same duty again has it.
create or replace function security.take_duty(
  p_user_id bigint,
  p_duty    text,    -- maker, checker, concerned …
  p_subject text     -- schema.table:<key>
) returns text
language plpgsql as $$
declare
  v_person bigint := security.person_of(p_user_id => p_user_id);
  v_duty   text;
begin
  -- Accounts that were joined since then count as one person, too; what was signed while two counted as one binds both.
  select d.duty into v_duty from security.duties d
   where d.subject = p_subject and v_person in (security.person_of(p_user_id => d.person_id), security.person_of(p_user_id => d.user_id))
   order by d.duty = p_duty desc limit 1;
  if v_duty is null then
    insert into security.duties (subject, duty, user_id, person_id)
    values (p_subject, p_duty, p_user_id, v_person)
    on conflict do nothing returning duty into v_duty;
  end if;
  -- Nothing found and nothing written: somebody else was there first.
  return case when v_duty = p_duty then 'taken' when v_duty is null then 'gone' else 'same_person' end;
end $$;
comment on function security.take_duty(bigint, text, text) is
  'Outcome taken (this person has the duty now), same_person (they have another one on this subject) or gone (somebody else has it). Raises nothing.';
