-- The ordinary first screen: offers the last ride to a known SIM, and asks any other for a door code.
create or replace function ussd.first_menu(p_session ussd.ussd_sessions, p_at timestamptz) returns ussd.ussd_sessions
language plpgsql stable as $$
declare
  v_last jsonb := ussd.last_ride(p_phone_hash => p_session.phone_hash, p_at => p_at);
begin
  p_session.state := case when v_last is null then 'start' else 'repeat' end;
  p_session.context := case when v_last is null then '{}' else jsonb_build_object('last', v_last) end;
  return p_session;
end $$;
comment on function ussd.first_menu is 'The session on screen start or repeat. Raises nothing.';
