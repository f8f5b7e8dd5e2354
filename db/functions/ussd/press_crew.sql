-- Handles one key on a screen of the crew, or where it signs in. Locks: see the answer_ functions. Repeat:
-- ussd.new_keys recognises a repeated request. Source: docs/decisions/crews-and-trips.md.
create or replace function ussd.press_crew(
  p_session ussd.ussd_sessions,
  p_key     text,                 -- cleaned, see ussd.press
  p_pin     accounts.typed_pin,   -- the key as a PIN, hashed by the web; null: it is none
  p_at      timestamptz
) returns ussd.ussd_sessions language plpgsql as $$
begin
  case p_session.state
    when 'pin' then return ussd.answer_pin(p_session => p_session, p_key => p_key, p_pin => p_pin, p_at => p_at);
    when 'pin_new' then return ussd.answer_pin_new(p_session => p_session, p_key => p_key, p_pin => p_pin);
    when 'pin_again' then return ussd.answer_pin_again(p_session => p_session, p_pin => p_pin, p_at => p_at);
    when 'crew_menu' then return ussd.answer_crew_menu(p_session => p_session, p_key => p_key, p_at => p_at);
    when 'crew_trip' then return ussd.answer_crew_trip(p_session => p_session, p_key => p_key, p_at => p_at);
    when 'crew_check' then return ussd.answer_crew_check(p_session => p_session, p_key => p_key, p_at => p_at);
    when 'crew_broken', 'crew_broken_sure' then
      return ussd.answer_crew_broken(p_session => p_session, p_key => p_key, p_at => p_at);
    when 'crew_money', 'crew_cash', 'crew_promise' then
      return ussd.answer_crew_money(p_session => p_session, p_key => p_key, p_at => p_at);
    when 'crew_code' then   -- door code or plate
      return coalesce((select ussd.ask_pin(p_session => p_session, p_vehicle_id => v.vehicle_id) from fleet.vehicles v
          where v.state = 'active' and v.vehicle_id = fleet.find_vehicle(p_account => p_key, p_at => p_at)),
        ussd.hint(p_session => p_session, p_key => 'ussd_not_found_unnamed', p_args => '{}'));
    when 'crew_list' then   -- 1 is the next page of who has paid
      if p_key = '1' then
        return ussd.forward(p_session => p_session, p_state => 'crew_list',
          p_choices => jsonb_build_object('page', (p_session.context ->> 'page')::int + 1));
      end if;
  end case;
  return ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}');
end $$;
comment on function ussd.press_crew is
  'The session after the key. Raises case_not_found (no such screen) and what the screens raise.';
