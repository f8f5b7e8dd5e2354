-- Runs one request of the gateway: no answer (a plain dial), one, or a whole path. The confirm screen is always shown:
-- answers but 2 (more people) that came in the same request as what led to it are dropped, and so is all that follows
-- an unusable answer.
-- PINs are read here for the last time: note_secrets marks them and dropped answers that may be one.
-- Locks: see ussd.press. Repeat: ussd.new_keys recognises a repeated request. Source: docs/decisions/ussd-menu.md,
-- docs/decisions/crews-and-trips.md.
create or replace function ussd.step(
  p_session ussd.ussd_sessions,
  p_keys    text[],               -- from ussd.new_keys
  p_pin     accounts.typed_pin,   -- the last answer as a PIN, hashed by the web; null: it is none
  p_at      timestamptz
) returns ussd.ussd_sessions language plpgsql as $$
declare
  v_asked constant text := p_session.state;
  v_read  int;
begin
  if p_session.state = 'new' and p_keys = '{}' then
    return ussd.first_screen(p_session => p_session, p_at => p_at);
  elsif p_session.state = 'new' then
    p_session := ussd.first_menu(p_session => p_session, p_at => p_at);
  elsif p_session.ended_at is not null or p_session.last_at
          < p_at - make_interval(secs => config.setting(p_setting => 'ussd_resume_seconds')::int) then
    p_session := ussd.note_secrets(p_session => p_session, p_keys => p_keys, p_state => v_asked, p_read => 0);
    return ussd.finish(p_session => p_session, p_key => 'ussd_too_late',
      p_args => array[config.setting(p_setting => 'ussd_code')]);
  end if;
  -- A PIN or code is an answer by itself: one that came in the same request as something else is not read.
  v_read := case when '' = any (p_keys)
                   or (v_asked in ('pin', 'pin_new', 'pin_again', 'payout_code') and cardinality(p_keys) > 1)
                 then 0 else cardinality(p_keys) end;
  if v_read = 0 then
    p_session := ussd.press(p_session => p_session, p_key => '', p_pin => null, p_at => p_at);
  end if;
  for i in 1 .. v_read loop
    if p_session.context ? 'hint' or p_session.state = 'end'
      or (i > 1 and (p_session.state in ('pin', 'pin_new', 'pin_again', 'payout_confirm', 'payout_code')
                     or (p_session.state = 'confirm' and p_keys[i] <> '2'))) then
      v_read := i - 1;
      exit;
    elsif i > 1 and p_session.state in ('stage', 'amount')
      and p_session.context #>> '{back_stack,-1}' in ('start', 'repeat') and p_keys[i] !~ '^([1-9]|00)$' then
      -- *384*46*4628*60#: an amount in one request with the door code, for one seat.
      if p_session.state = 'stage' then
        p_session := ussd.forward(p_session => p_session, p_state => 'amount', p_choices => '{}');
      end if;
      p_session := ussd.answer_amount(p_session => p_session, p_key => p_keys[i]);
    else
      p_session := ussd.press(p_session => p_session, p_key => p_keys[i], p_pin => p_pin, p_at => p_at);
    end if;
  end loop;
  return ussd.note_secrets(p_session => p_session, p_keys => p_keys, p_state => v_asked, p_read => v_read);
end $$;
comment on function ussd.step is 'The session after this request, its next screen not yet drawn; secret_at grown by '
  'the answers that must not be stored. Raises what ussd.press raises.';
