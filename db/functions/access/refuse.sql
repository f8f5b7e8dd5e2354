-- Somebody asked for what is not there or not theirs. Both are answered alike, so that nobody can
-- find out what exists; and both leave a trace, which is why this returns instead of raising.
-- Source: hostile inputs, part C; docs/decisions/audit-log-and-alarms.md. Locks: as audit.note_refusal. Repeat: counted
-- once more.
create or replace function access.refuse(
  p_function    text,   -- the function that was called
  p_subject text    -- what was asked for, as typed; null: nothing was
) returns jsonb
language plpgsql as $$
begin
  perform audit.note_refusal(p_action => 'refused', p_subject => left(coalesce(p_subject, 'nothing'), 80),
                                p_after => jsonb_build_object('api_function', p_function));
  return jsonb_build_object('outcome', 'absent');
end $$;
comment on function access.refuse is
  'Counts a refused act and returns {"outcome": "absent"}. Raises nothing.';
