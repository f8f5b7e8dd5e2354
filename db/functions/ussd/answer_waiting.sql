-- A prompt is still open. 1: pay another fare all the same.
-- Source: scenario 9. Locks: none. Repeat: reads only.
create or replace function ussd.answer_waiting(
  p_session ussd.ussd_sessions,
  p_key     text,
  p_at      timestamptz
) returns ussd.ussd_sessions
language sql stable as $$
  select case when p_key = '1' then ussd.first_menu(p_session => p_session, p_at => p_at)
              else ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}') end
$$;
comment on function ussd.answer_waiting is
  'The session on the ordinary first screen, or on the same one with a hint. Raises nothing.';
