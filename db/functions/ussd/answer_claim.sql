-- Screen claim: assigns a payment in suspense to the vehicle that the passenger names, when this SIM paid it. For
-- another payer's receipt the answer is the same as for one that does not exist; the attempt is in the audit log.
-- Locks: see mobile_money.claim_suspense. Repeat: says that the payment has its vehicle.
-- Source: docs/decisions/ussd-menu.md.
create or replace function ussd.answer_claim(p_session ussd.ussd_sessions, p_key text, p_at timestamptz)
returns ussd.ussd_sessions language plpgsql as $$
declare
  v_receipt text  := p_session.context ->> 'receipt';
  v_card    jsonb := ussd.vehicle_card(p_vehicle_id => fleet.find_vehicle(p_account => p_key, p_at => p_at),
                                       p_phone_hash => p_session.phone_hash, p_at => p_at);
  v_payment mobile_money.payments := ussd.payment_of_sim(p_receipt => v_receipt, p_phone_hash => p_session.phone_hash);
  v_outcome text;
begin
  if v_card is null then
    return ussd.hint(p_session => p_session, p_key => 'ussd_not_found_unnamed', p_args => '{}');
  elsif v_payment.receipt is null then
    perform audit.note_refusal(p_action => 'refuse_claim', p_subject => 'mobile_money.payments:' || v_receipt,
      p_after => null);
    return ussd.finish(p_session => p_session, p_key => 'ussd_claim_refused', p_args => array[v_receipt]);
  end if;
  -- The vehicle's state counts when the payment is ours to place.
  perform from mobile_money.payments p where p.receipt = v_receipt for no key update;
  if fleet.pilot_state(p_vehicle_id => (v_card ->> 'id')::bigint, p_phone_hash => p_session.phone_hash,
                          p_at => p_at) <> 'open' then
    return ussd.finish(p_session => p_session, p_key => 'ussd_claim_closed',
                       p_args => array[coalesce(v_card ->> 'code', v_card ->> 'plate')]);
  end if;
  v_outcome := mobile_money.claim_suspense(p_receipt => v_receipt, p_vehicle_id => (v_card ->> 'id')::bigint,
                                           p_claimed_by => 'passenger');
  if v_outcome = 'placed' and v_payment.state = 'suspense' then
    return ussd.finish(p_session => p_session, p_key => 'ussd_claim_placed',
      p_args => array[messaging.money_text(p_cents => v_payment.amount_cents), v_receipt,
        coalesce(v_card ->> 'code', v_card ->> 'plate')]);
  end if;
  return ussd.finish(p_session => p_session, p_args => array[v_receipt],
    p_key => case v_outcome when 'no_rule' then 'ussd_claim_no_rule' when 'reversed' then 'ussd_claim_reversed'
             else 'ussd_claim_known' end);
end $$;
comment on function ussd.answer_claim is
  'The session at its end, or on this screen with a hint. Raises LFF10 (see mobile_money.claim_suspense).';
