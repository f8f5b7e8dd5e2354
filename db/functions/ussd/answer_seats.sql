-- Screen seats: for how many people, one digit; back to the confirm screen, from which it was asked. The sum must not
-- exceed the menu's limit.
create or replace function ussd.answer_seats(p_session ussd.ussd_sessions, p_key text) returns ussd.ussd_sessions
language plpgsql stable as $$
declare
  v_max bigint := config.setting(p_setting => 'ussd_max_cents')::bigint;
begin
  if p_key !~ '^[1-9]$' then
    return ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}');
  elsif (p_session.context ->> 'unit_cents')::bigint * p_key::int > v_max then
    return ussd.hint(p_session => p_session, p_key => 'ussd_too_much',
      p_args => array[messaging.money_text(p_cents => v_max)]);
  end if;
  p_session.context := p_session.context || jsonb_build_object('seats', p_key::int);
  return ussd.back(p_session => p_session);
end $$;
comment on function ussd.answer_seats is 'The session on screen confirm, or on this one with a hint. Raises nothing.';
