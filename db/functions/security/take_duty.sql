-- Who proposes a thing does not decide it, and whom it concerns does neither. Every action with a maker
-- and a checker asks here first; the table keeps it true when two come at once.
-- Source: decision 0061. Locks: the row it inserts; a second caller on the same
-- subject waits for the first. Repeat: the same person taking the same duty again has it.
create or replace function security.take_duty(
  p_user_id bigint,
  p_duty    text,    -- maker, checker, concerned …
  p_subject text     -- schema.table:<key>
) returns text
language plpgsql as $$
declare
  v_duty text := (select d.duty from security.duties d where d.subject = p_subject and d.user_id = p_user_id);
begin
  if v_duty is null then
    insert into security.duties (subject, duty, user_id)
    values (p_subject, p_duty, p_user_id)
    on conflict do nothing returning duty into v_duty;
  end if;
  -- Nothing found and nothing written: somebody else was there first.
  return case when v_duty = p_duty then 'taken' when v_duty is null then 'gone' else 'same_person' end;
end $$;
comment on function security.take_duty is
  'Outcome taken (this person has the duty now), same_person (they have another one on this subject) or gone (somebody else has it). Raises nothing.';
