-- Screens move (the door code or plate of the right vehicle) and move_sure (1 moves the fare there). Locks: see
-- fares.move_fare. Repeat: a fare is moved once. Source: docs/decisions/change-and-credit.md.
create or replace function ussd.answer_move(p_session ussd.ussd_sessions, p_key text, p_at timestamptz)
returns ussd.ussd_sessions language plpgsql as $$
declare
  v_fare jsonb := p_session.context -> 'moved';
  v_to   jsonb := p_session.context -> 'move_to';
begin
  if p_session.state = 'move' then
    v_to := ussd.vehicle_card(p_vehicle_id => fleet.find_vehicle(p_account => p_key, p_at => p_at),
                              p_phone_hash => p_session.phone_hash, p_at => p_at);
    return case when v_to is null
                then ussd.hint(p_session => p_session, p_key => 'ussd_not_found_unnamed', p_args => '{}')
                else ussd.forward(p_session => p_session, p_state => 'move_sure',
                                  p_choices => jsonb_build_object('move_to', v_to)) end;
  elsif p_key <> '1' then
    return ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}');
  elsif fares.payer_of(p_receipt => v_fare ->> 'receipt') = p_session.phone_hash
    and fares.move_fare(p_receipt => v_fare ->> 'receipt', p_vehicle_id => (v_to ->> 'id')::bigint, p_made_by => null,
                        p_at => p_at) = 'moved' then
    return ussd.finish(p_session => p_session, p_key => 'ussd_moved', p_args => array[
      messaging.money_text(p_cents => (v_fare ->> 'cents')::bigint), coalesce(v_to ->> 'code', v_to ->> 'plate')]);
  end if;
  return ussd.finish(p_session => p_session, p_key => 'ussd_move_refused',
    p_args => array[config.setting(p_setting => 'help_phone')]);
end $$;
comment on function ussd.answer_move is 'The session on screen move_sure, at its end, or on the same screen with a '
  'hint. '
  'Raises what fares.move_fare raises.';
