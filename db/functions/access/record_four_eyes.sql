-- Records a person's part in an action with maker and checker, so that who proposes does not decide, and whom it
-- concerns does neither. Every such action calls this first; the table's constraints hold when two come at once.
-- Source: docs/decisions/roles-and-four-eyes.md. Locks: the row it inserts; a second caller on the same subject waits.
-- Repeat: the same part of the same person is taken.
create or replace function access.record_four_eyes(
  p_user_id bigint,
  p_part    text,    -- maker, checker, concerned …
  p_subject text     -- schema.table:<key>
) returns text language plpgsql as $$
declare
  v_part text := (select d.part from access.four_eyes_records d where d.subject = p_subject and d.user_id = p_user_id);
begin
  if v_part is null then
    insert into access.four_eyes_records (subject, part, user_id) values (p_subject, p_part, p_user_id)
    on conflict do nothing returning part into v_part;
  end if;
  -- Nothing found and nothing written: somebody else was first.
  return case when v_part = p_part then 'taken' when v_part is null then 'gone' else 'same_person' end;
end $$;
comment on function access.record_four_eyes is
  'Outcome taken, same_person (another part is theirs) or gone (somebody else has it). Raises nothing.';
