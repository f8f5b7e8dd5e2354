-- Screen crew_menu: 1 who has paid, 2 checks a passenger's code, 3 the trip, 4 money. Locks: see fares.note_view.
-- Repeat: the same. Source: docs/decisions/crews-and-trips.md.
create or replace function ussd.answer_crew_menu(p_session ussd.ussd_sessions, p_key text, p_at timestamptz)
returns ussd.ussd_sessions language plpgsql as $$
begin
  case p_key
    when '1' then
      perform fares.note_view(p_at => p_at, p_trip_id => (fleet.open_trip(p_at => p_at,
        p_vehicle_id => (p_session.context #>> '{crew,vehicle_id}')::bigint)).trip_id);
      return ussd.forward(p_session => p_session, p_state => 'crew_list', p_choices => '{"page": 1}');
    when '2' then return ussd.forward(p_session => p_session, p_state => 'crew_check', p_choices => '{}');
    when '3' then return ussd.forward(p_session => p_session, p_state => 'crew_trip', p_choices => '{}');
    when '4' then return ussd.forward(p_session => p_session, p_state => 'crew_money', p_choices => '{}');
    else return ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}');
  end case;
end $$;
comment on function ussd.answer_crew_menu is 'The session on the screen of that key. Raises nothing.';
