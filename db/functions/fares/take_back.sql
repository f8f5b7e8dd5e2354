-- Records that the operator took a payment back: what is left of its fare is un-split, also where the fare was moved to
-- another vehicle, and the trust account has so much less. What credit had paid of the fare is credit again. What the
-- passenger has got of the payment before (a refund, or change) comes out of their credit as far as it is there; the
-- rest is a difference. Locks: the SIM's row, the fare's row, then see
-- fares.post_refund, fares.take_credit_back. Repeat: known.
-- Source: docs/runbooks/reversal.md; docs/decisions/change-and-credit.md.
create or replace function fares.take_back(
  p_receipt     text,
  p_reason      text,
  p_made_by     bigint,
  p_approved_by bigint
) returns text language plpgsql as $$
declare
  v_refund  fares.refunds;
  v_trust   bigint;   -- sub_wallet
  v_paid    bigint;   -- what the operator took back
  v_money   bigint;   -- of it, what is in the fare
  v_back    bigint;   -- of the fare, what goes to trust
begin
  perform from privacy.phones h where h.phone_hash = fares.payer_of(p_receipt => p_receipt) for no key update;
  perform from fares.fares f where f.receipt = p_receipt for no key update;
  select f.receipt, r.currency, w.sacco_id, r.trust_sub_wallet_id,
         f.amount_cents - fares.credit_paid(p_receipt => f.receipt),
         coalesce(p.amount_cents, f.amount_cents)
    into v_refund.receipt, v_refund.currency, v_refund.sacco_id, v_trust, v_money, v_paid
    from fares.fares f join fares.split_rules r using (split_rule_id)
    join ledger.sub_wallets s on s.sub_wallet_id = r.trust_sub_wallet_id join ledger.wallets w using (wallet_id)
    left join mobile_money.payments p on p.receipt = p_receipt
   where f.receipt = coalesce((select m.to_receipt from fares.moves m where m.receipt = p_receipt), p_receipt)
     for no key update of f;
  if exists (select from ledger.journals j where j.kind = 'operator_reversal'
                and j.reference in (p_receipt || '/credit', (select j2.reference from fares.refunds q
                      join ledger.journals j2 using (journal_id) where q.receipt = v_refund.receipt
                       and q.kind = 'operator_reversal'))) then
    return 'known';
  end if;
  select sum(l.left_cents) into v_refund.amount_cents from fares.refundable(p_receipt => v_refund.receipt) l;
  if v_refund.amount_cents is null or v_money = 0 then
    return 'not_found';
  end if;
  v_back := least(v_refund.amount_cents, v_money);
  if v_refund.amount_cents > 0 then
    v_refund.request := 'operator:' || p_receipt; v_refund.reason := p_reason;
    v_refund.kind := 'operator_reversal'; v_refund.method := 'operator';
    v_refund.made_by := p_made_by; v_refund.approved_by := p_approved_by;
    v_refund.refund_id := fares.post_refund(p_refund => v_refund,
      p_to_sub_wallet_ids => array[v_trust, (fares.credit_accounts(p_sacco_id => v_refund.sacco_id,
                                                                   p_currency => v_refund.currency))[1]],
      p_to_cents => array[v_back, v_refund.amount_cents - v_back]);
    insert into fares.credit_movements (phone_hash, sacco_id, currency, cents, journal_id)
    select fares.payer_of(p_receipt => p_receipt), r.sacco_id, r.currency, r.amount_cents - v_back, r.journal_id
      from fares.refunds r where r.refund_id = v_refund.refund_id and r.amount_cents > v_back;
    perform loyalty.take_back_award(p_receipt => v_refund.receipt, p_refund_id => v_refund.refund_id);
    perform loyalty.give_back_redeemed(p_receipt => v_refund.receipt, p_refund_id => v_refund.refund_id);
  end if;
  if v_paid > v_back then
    perform fares.take_credit_back(p_receipt => p_receipt, p_cents => v_paid - v_back, p_reason => p_reason);
    -- A refund that nobody has sent yet would pay the passenger a second time.
    perform payouts.stop_unsent(p_payout_id => n.payout_id, p_reason => 'M-Pesa took the payment back')
       from (select r.payout_id from fares.refunds r where r.receipt = v_refund.receipt and r.payout_id is not null
              and v_money > v_back order by r.payout_id) n;
  end if;
  update messaging.alarms a
     set acknowledged_at = clock_timestamp(), acknowledged_by = 'system', acknowledged_reason = 'taken back'
   where a.kind = 'payment_differs' and a.subject = p_receipt and a.acknowledged_at is null;
  return 'taken_back';
end $$;
comment on function fares.take_back is 'Outcome taken_back, known (before) or not_found (no such fare, reversed, or '
  'credit paid all of it). Raises what fares.post_refund raises.';
