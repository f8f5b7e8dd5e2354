-- Who proposes a thing does not decide it, and whom it concerns does neither. Every action with a maker
-- and a checker asks here first; the table keeps it true when two come at once.
-- Source: docs/decisions/roles-and-four-eyes.md. Locks: the row it inserts; a second caller on the same
-- subject waits for the first. Repeat: the same person taking the same duty again has it.
create or replace function access.record_four_eyes(
  p_user_id bigint,
  p_part    text,    -- maker, checker, concerned …
  p_subject text     -- schema.table:<key>
) returns text
language plpgsql as $$
declare
  v_part text := (select d.part from access.four_eyes_records d where d.subject = p_subject and d.user_id = p_user_id);
begin
  if v_part is null then
    insert into access.four_eyes_records (subject, part, user_id)
    values (p_subject, p_part, p_user_id)
    on conflict do nothing returning part into v_part;
  end if;
  -- Nothing found and nothing written: somebody else was there first.
  return case when v_part = p_part then 'taken' when v_part is null then 'gone' else 'same_person' end;
end $$;
comment on function access.record_four_eyes is
  'Outcome taken (this person has the duty now), same_person (they have another one on this subject) or gone '
  '(somebody else has it). Raises nothing.';
