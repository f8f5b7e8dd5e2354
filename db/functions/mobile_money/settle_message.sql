-- Settles one message about money of either kind: a confirmation brings money; an STK result brings money or says that
-- none will come. Source: docs/mobile-money.md, 1.3. Locks: see settle_payments. Repeat: the same outcome.
create or replace function mobile_money.settle_message(
  p_kind        text,                           -- c2b_confirmation or stk_result
  p_message     mobile_money.payment_message,
  p_received_at timestamptz
) returns table (receipt text, outcome text, journal_id bigint)
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  v_state     text;
  v_is_repeat boolean;
begin
  p_received_at := least(p_message.received_at, p_received_at);
  if p_kind = 'stk_result' and p_message.short_code is null then
    -- The result of a push names no PayBill; its intent or its receipt does. Only an intent from before a PayBill was
    -- remembered leaves a guess. A confirmation must name one.
    -- Most results come after the confirmation of the same payment, and say the same: they need no parsing.
    select coalesce(i.short_code, p.short_code, (select min(t.short_code) from mobile_money.tills t)),
           p_message.result_code = '0' and p_message.org_balance is null and p_message.payment_ref = p.payment_ref
             and i.account_ref = p.bill_ref and coalesce(i.short_code, p.short_code) = p.short_code
             and mobile_money.parse_cents(p_text => p_message.amount) = p.amount_cents
      into p_message.short_code, v_is_repeat
      from (values (true)) one
      left join lateral (select n.short_code, n.account_ref from mobile_money.payment_intents n
                          where n.payment_ref = p_message.payment_ref offset 0) i on true
      left join lateral (select n.short_code, n.payment_ref, n.bill_ref, n.amount_cents from mobile_money.payments n
                          where n.receipt = p_message.receipt for no key update offset 0) p on true;
    if v_is_repeat then
      return query select p_message.receipt, k.outcome, k.journal_id from mobile_money.keep_repeat(p_kind => p_kind,
        p_receipt => p_message.receipt, p_payment_ref => p_message.payment_ref, p_org_balance_cents => null,
        p_body_sealed => p_message.body_sealed, p_body_sha256 => p_message.body_sha256,
        p_received_at => p_received_at) as k;
      return;
    end if;
  end if;
  if p_kind <> 'stk_result' or (p_message.result_code = '0' and p_message.receipt is not null) then
    return query select s.receipt, s.outcome, s.journal_id from mobile_money.settle_payments(
      p_kind => p_kind, p_messages => array[p_message], p_received_at => p_received_at) as s;
    return;
  end if;
  v_state := mobile_money.finish_intent(
    p_payment_ref => p_message.payment_ref, p_result_code => p_message.result_code, p_at => p_received_at);
  outcome := case
    when v_state is null then 'quarantine'
    when v_state in ('failed', 'conflict') then v_state
    -- A paid intent whose result is anything else now: the money stands, and staff look at it.
    when v_state = 'paid' and p_message.result_code is distinct from '0' then 'conflict'
    else 'unknown' end;
  perform mobile_money.store_rejected(p_kind => p_kind, p_outcome => outcome, p_receipt => p_message.receipt,
    p_reason => case when v_state is null then 'no such payment'
                     else coalesce('result code ' || p_message.result_code, 'without a result code') end,
    p_payment_ref => p_message.payment_ref, p_payer_hash => p_message.payer_hash,
    p_body_sealed => p_message.body_sealed, p_body_sha256 => p_message.body_sha256, p_received_at => p_received_at,
    p_amount_cents => mobile_money.parse_cents(p_text => p_message.amount));
  return next;
end $$;
comment on function mobile_money.settle_message is
  'Returns the outcome of one message: posted, suspense, conflict, quarantine; for a push without money failed or '
  'unknown (conflict when it contradicts what M-Pesa said before). Raises what settle_payments raises.';
