-- Screen confirm: key 2 asks for how many people; key 1 opens a payment intent. M-Pesa asks for its PIN next; our menu
-- never does. A payment that came in since the screen was shown is asked about first.
-- Locks: see mobile_money.open_intent. Repeat: while the prompt is open the passenger is told so and not charged.
create or replace function ussd.answer_confirm(p_session ussd.ussd_sessions, p_key text, p_at timestamptz)
returns ussd.ussd_sessions language plpgsql as $$
declare
  v_vehicle jsonb  := p_session.context -> 'vehicle';
  v_seats   int    := (p_session.context ->> 'seats')::int;
  v_cents   bigint := (p_session.context ->> 'unit_cents')::bigint * v_seats;
  v_intent  record;
begin
  if p_key = '2' then
    return ussd.forward(p_session => p_session, p_state => 'seats', p_choices => '{}');
  elsif p_key <> '1' then
    return ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}');
  elsif ussd.paid_lately(p_phone_hash => p_session.phone_hash,
                         p_since => greatest(p_session.last_at, p_at - interval '60 seconds')) is not null then
    return p_session;   -- drawn again, with the question
  end if;
  select * into v_intent from mobile_money.open_intent(
    p_phone_hash => p_session.phone_hash, p_vehicle_id => (v_vehicle ->> 'id')::bigint, p_amount_cents => v_cents,
    p_seats => v_seats, p_stage_id => (p_session.context #>> '{stage,stage_id}')::bigint,
    p_stage_fare_id => (p_session.context #>> '{stage,stage_fare_id}')::bigint,
    p_lang => p_session.lang, p_session_id => p_session.session_id, p_at => p_at);
  p_session.payment_ref := v_intent.payment_ref;
  return case v_intent.outcome
    when 'opened' then ussd.finish(p_session => p_session, p_key => 'ussd_enter_pin',
                                   p_args => array[v_vehicle ->> 'till', v_vehicle ->> 'code'])
    when 'waiting' then ussd.finish(p_session => p_session, p_key => 'ussd_still_waiting',
                          p_args => ussd.waiting_words(p_payment_ref => v_intent.payment_ref))
    else ussd.finish(p_session => p_session, p_key => 'ussd_' || v_intent.outcome,
      p_args => array[v_vehicle ->> 'code']) end;
end $$;
comment on function ussd.answer_confirm is
  'The session at its end (prompt on its way, a prompt still open, or the vehicle takes no fares), or on the same '
  'screen, with a hint or the question whether to pay again; on screen seats after 2. '
  'Raises what mobile_money.open_intent raises.';
