-- Records that the operator took a payment back: what is left of the fare is un-split, and the trust account has so
-- much less. What was given back to the passenger before comes out of their credit as far as it is there; the rest is a
-- difference. Locks: the fare's row, then see fares.post_refund. Repeat: known. Source: docs/runbooks/reversal.md.
create or replace function fares.take_back(
  p_receipt     text,
  p_reason      text,
  p_made_by     bigint,
  p_approved_by bigint
) returns text language plpgsql as $$
declare
  v_refund fares.refunds;
  v_rule   fares.split_rules;
  v_gone   bigint;   -- given back to the passenger before
  v_paid   bigint;
begin
  select f.amount_cents, r.currency, w.sacco_id into v_paid, v_refund.currency, v_refund.sacco_id
    from fares.fares f join fares.split_rules r using (split_rule_id)
    join ledger.sub_wallets s on s.sub_wallet_id = r.trust_sub_wallet_id join ledger.wallets w using (wallet_id)
   where f.receipt = p_receipt for no key update of f;
  select r.* into v_rule from fares.fares f join fares.split_rules r using (split_rule_id) where f.receipt = p_receipt;
  if exists (select from ledger.journals j where j.kind = 'operator_reversal'
                and j.reference in (p_receipt || '/credit', (select j2.reference from fares.refunds q
                      join ledger.journals j2 using (journal_id) where q.receipt = p_receipt
                       and q.kind = 'operator_reversal'))) then
    return 'known';
  end if;
  select sum(l.left_cents) into v_refund.amount_cents from fares.refundable(p_receipt => p_receipt) l;
  if v_refund.amount_cents is null then
    return 'not_found';
  end if;
  v_gone := v_paid - v_refund.amount_cents;
  if v_refund.amount_cents > 0 then
    v_refund.request := 'operator:' || p_receipt; v_refund.receipt := p_receipt; v_refund.reason := p_reason;
    v_refund.kind := 'operator_reversal'; v_refund.method := 'operator';
    v_refund.made_by := p_made_by; v_refund.approved_by := p_approved_by;
    perform fares.post_refund(p_refund => v_refund, p_to_sub_wallet_ids => array[v_rule.trust_sub_wallet_id],
                              p_to_cents => array[v_refund.amount_cents]);
  end if;
  if v_gone > 0 then
    perform fares.take_credit_back(p_receipt => p_receipt, p_cents => v_gone, p_reason => p_reason);
    -- A refund that nobody has sent yet would pay the passenger a second time.
    perform payouts.stop_unsent(p_payout_id => n.payout_id, p_reason => 'M-Pesa took the payment back')
       from (select r.payout_id from fares.refunds r where r.receipt = p_receipt and r.payout_id is not null
              order by r.payout_id) n;
  end if;
  update messaging.alarms a
     set acknowledged_at = clock_timestamp(), acknowledged_by = 'system', acknowledged_reason = 'taken back'
   where a.kind = 'payment_differs' and a.subject = p_receipt and a.acknowledged_at is null;
  return 'taken_back';
end $$;
comment on function fares.take_back is 'Outcome taken_back, known (before) or not_found (no such fare, or reversed). '
  'Raises what fares.post_refund raises.';
