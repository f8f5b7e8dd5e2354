-- One turn of the gateway: no answer (a plain dial), one, or a whole path. The confirm screen is
-- always seen: answers that came in one breath with what led to it are dropped, and so is everything
-- after an answer that could not be used.
-- Source: the trade, USSD; hostile inputs B; decision 0040. Locks: see ussd.press.
-- Repeat: the caller recognises a turn told twice.
create or replace function ussd.take_turn(
  p_session ussd.ussd_sessions,
  p_keys    text[],        -- from ussd.new_keys
  p_at      timestamptz
) returns ussd.ussd_sessions
language plpgsql as $$
begin
  if p_session.state = 'new' and p_keys = '{}' then
    return ussd.first_screen(p_session => p_session, p_at => p_at);
  elsif p_session.state = 'new' then
    p_session := ussd.first_menu(p_session => p_session, p_at => p_at);
  elsif p_session.ended_at is not null or p_session.last_at
          < p_at - make_interval(secs => security.setting(p_setting => 'ussd_resume_seconds')::int) then
    return ussd.finish(p_session => p_session, p_key => 'ussd_too_late', p_args => array[security.setting(p_setting => 'ussd_code')]);
  end if;
  if array_position(p_keys, '') is not null then
    return ussd.press(p_session => p_session, p_key => '', p_at => p_at);
  end if;
  for i in 1 .. cardinality(p_keys) loop
    exit when p_session.context ? 'hint' or p_session.state = 'end' or (i > 1 and p_session.state = 'confirm');
    if i > 1 and p_session.state in ('stage', 'amount') and p_session.context #>> '{trail,-1}' in ('start', 'repeat')
       and p_keys[i] !~ '^([1-9]|00)$' then
      p_session := ussd.press_dialled_amount(p_session => p_session, p_key => p_keys[i]);
    else
      p_session := ussd.press(p_session => p_session, p_key => p_keys[i], p_at => p_at);
    end if;
  end loop;
  return p_session;
end $$;
comment on function ussd.take_turn(ussd.ussd_sessions, text[], timestamptz) is
  'The session after this turn, its next screen not yet drawn. Raises what ussd.press raises.';
