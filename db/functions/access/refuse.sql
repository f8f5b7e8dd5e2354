-- Refuses a request for something that does not exist or is not the caller's. Both get the same answer, so that nobody
-- finds out what exists, and both are counted, so this returns instead of raising.
-- Source: docs/decisions/audit-log-and-alarms.md. Locks: as audit.note_refusal. Repeat: counted once more.
create or replace function access.refuse(
  p_function text,   -- the API function that was called
  p_subject  text    -- what was asked for, as typed; null: nothing
) returns jsonb language plpgsql as $$
begin
  perform audit.note_refusal(p_action => 'refused', p_subject => left(coalesce(p_subject, 'nothing'), 80),
                             p_after => jsonb_build_object('api_function', p_function));
  return jsonb_build_object('outcome', 'absent');
end $$;
comment on function access.refuse is 'Counts a refused action and returns {"outcome": "absent"}. Raises nothing.';
