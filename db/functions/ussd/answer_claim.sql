-- "I rode in this vehicle": money that found none is given to it, when it came from this very SIM. A
-- stranger with somebody's receipt learns nothing, not even that it exists; the try stays in the audit log.
-- Source: the trade 4; docs/decisions/ussd-menu.md. Locks: see mobile_money.claim_suspense.
-- Repeat: a payment that has its vehicle is only told.
create or replace function ussd.answer_claim(
  p_session ussd.ussd_sessions,
  p_key     text,
  p_at      timestamptz
) returns ussd.ussd_sessions
language plpgsql as $$
declare
  v_receipt text  := p_session.context ->> 'receipt';
  v_card    jsonb := ussd.vehicle_card(p_vehicle_id => fleet.find_vehicle(p_account => p_key, p_at => p_at),
                                       p_phone_hash => p_session.phone_hash, p_at => p_at);
  v_payment mobile_money.payments := ussd.claimed_by_sim(p_receipt => v_receipt, p_phone_hash => p_session.phone_hash);
  v_outcome text;
begin
  if v_card is null then
    return ussd.hint(p_session => p_session, p_key => 'ussd_not_found_unnamed', p_args => '{}');
  elsif v_payment.receipt is null then
    perform audit.note_refusal(p_action => 'refuse_claim', p_subject => 'mobile_money.payments:' || v_receipt,
      p_after => null);
    return ussd.finish(p_session => p_session, p_key => 'ussd_claim_refused', p_args => array[v_receipt]);
  end if;
  v_outcome := mobile_money.claim_suspense(p_receipt => v_receipt, p_vehicle_id => (v_card ->> 'id')::bigint,
                                           p_claimed_by => 'passenger');
  if v_outcome = 'placed' and v_payment.state = 'suspense' then
    return ussd.finish(p_session => p_session, p_key => 'ussd_claim_placed',
      p_args => array[messaging.money_text(p_cents => v_payment.amount_cents), v_receipt,
        coalesce(v_card ->> 'code', v_card ->> 'plate')]);
  end if;
  return ussd.finish(p_session => p_session, p_args => array[v_receipt],
    p_key => case v_outcome when 'no_rule' then 'ussd_claim_no_rule' else 'ussd_claim_known' end);
end $$;
comment on function ussd.answer_claim is
  'The session at its end with what became of the claim, or asked for the vehicle once more. Raises LFF10 (see '
  'mobile_money.claim_suspense).';
