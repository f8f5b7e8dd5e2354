-- Takes the vehicle that the passenger names by door code or plate. The prices of this moment are stored with the
-- session, so that the passenger is charged what was shown.
create or replace function ussd.choose_vehicle(p_session ussd.ussd_sessions, p_typed text, p_at timestamptz)
returns ussd.ussd_sessions language plpgsql stable as $$
declare
  v_card jsonb := ussd.vehicle_card(p_vehicle_id => fleet.find_vehicle(p_account => p_typed, p_at => p_at),
                                    p_phone_hash => p_session.phone_hash, p_at => p_at);
  v_route  bigint := (v_card ->> 'route_id')::bigint;
  v_band   text;
  v_quotes jsonb;
begin
  if v_card is null then
    return ussd.hint(p_session => p_session,
      p_key => case when p_typed ~ '^[A-Za-z0-9 -]{1,10}$' then 'ussd_not_found' else 'ussd_not_found_unnamed' end,
      p_args => array[p_typed]);
  elsif v_card ->> 'state' <> 'open' then
    return ussd.finish(p_session => p_session, p_key => 'ussd_' || (v_card ->> 'state'),
                       p_args => array[coalesce(v_card ->> 'code', v_card ->> 'plate')]);
  end if;
  v_band := fleet.fare_band(p_route_id => v_route, p_at => p_at);
  select coalesce(to_jsonb(array_agg(q)), '[]') into v_quotes
    from fleet.band_prices(p_route_id => v_route, p_band => v_band, p_at => p_at,
                           p_event_id => case v_band when 'event' then
                             fleet.event_at(p_route_id => v_route, p_at => p_at) end) q;
  return ussd.forward(p_session => p_session,
    p_state => case when v_quotes = '[]' then 'amount' else 'stage' end,
    p_choices => jsonb_build_object('vehicle', v_card, 'quotes', v_quotes, 'page', 1, 'quoted_at', p_at,
      'band', v_band));
end $$;
comment on function ussd.choose_vehicle is
  'The session on the stage list (or on screen amount, where the route has no prices), on the same screen with a hint '
  'when there is no such vehicle, or at its end when the vehicle takes no fares from this SIM. Raises nothing.';
