-- Gives a fare back to who paid it, whole or in part: to the phone by M-Pesa, or as credit for the next fares. A
-- payment that can't be delivered stays as credit. The passenger pays no fee: our commission does, or a difference
-- when it lacks the money. Points that it earned are taken back, points that paid it come back. Locks: the fare's row,
-- then see fares.post_refund, loyalty.return_points and payouts.open. Repeat: a request happens once.
-- Source: docs/decisions/refunds.md, docs/decisions/loyalty.md.
create or replace function fares.refund(
  p_receipt      text,
  p_amount_cents bigint,   -- null: all that is left
  p_method       text,     -- phone or credit
  p_request      text,     -- what asks for it
  p_dispute_id   bigint,
  p_reason       text,     -- for people
  p_made_by      bigint,
  p_approved_by  bigint
) returns jsonb language plpgsql as $$
declare
  v_refund  fares.refunds;
  v_blocker text;
  v_credit  bigint;
begin
  perform from fares.fares f where f.receipt = p_receipt for no key update;
  select r.* into v_refund from fares.refunds r where r.request = p_request;
  if found then
    return jsonb_build_object('outcome', 'known', 'refund_id', v_refund.refund_id);
  end if;
  v_blocker := fares.refund_blocker(p_receipt => p_receipt, p_amount_cents => p_amount_cents, p_method => p_method);
  if v_blocker is not null then
    return jsonb_build_object('outcome', v_blocker);
  end if;
  select w.sacco_id, r.currency, (ledger.open_sub_wallets(p_kind => 'credit', p_sacco_id => w.sacco_id,
           p_owner_id => null, p_vehicle_id => null, p_currency => r.currency, p_purposes => array['main']))[1]
    into v_refund.sacco_id, v_refund.currency, v_credit
    from fares.fares f join fares.split_rules r using (split_rule_id)
    join ledger.sub_wallets s on s.sub_wallet_id = r.trust_sub_wallet_id join ledger.wallets w using (wallet_id)
   where f.receipt = p_receipt;
  v_refund.request := p_request; v_refund.receipt := p_receipt; v_refund.kind := 'refund';
  v_refund.method := p_method; v_refund.dispute_id := p_dispute_id; v_refund.reason := p_reason;
  v_refund.made_by := p_made_by; v_refund.approved_by := p_approved_by;
  v_refund.phone_hash := fares.payer_of(p_receipt => p_receipt);
  v_refund.amount_cents := coalesce(p_amount_cents,
    (select sum(l.left_cents) from fares.refundable(p_receipt => p_receipt) l));
  v_refund.refund_id := fares.post_refund(p_refund => v_refund, p_to_sub_wallet_ids => array[v_credit],
                                          p_to_cents => array[v_refund.amount_cents]);
  insert into fares.credit_movements (phone_hash, sacco_id, currency, cents, journal_id)
  select r.phone_hash, r.sacco_id, r.currency, r.amount_cents, r.journal_id from fares.refunds r
   where r.refund_id = v_refund.refund_id;
  perform loyalty.take_back_award(p_receipt => p_receipt, p_refund_id => v_refund.refund_id);
  perform loyalty.give_back_redeemed(p_receipt => p_receipt, p_refund_id => v_refund.refund_id);
  if p_method = 'phone' then
    perform fares.pay_refund(p_refund_id => v_refund.refund_id, p_credit_sub_wallet_id => v_credit);
  end if;
  perform fares.notify_refund(p_refund_id => v_refund.refund_id, p_key => n.key, p_cents => n.cents)
     from (select coalesce((select p.amount_cents from fares.refunds r join payouts.payouts p using (payout_id)
                             where r.refund_id = v_refund.refund_id), 0) as cents) o
    cross join lateral (values ('sms_refund_phone', o.cents),
                               ('sms_refund_credit', v_refund.amount_cents - o.cents)) n(key, cents);
  return jsonb_build_object('outcome', 'refunded', 'refund_id', v_refund.refund_id);
end $$;
comment on function fares.refund is 'Outcome refunded or known (this request happened before), with refund_id; or what '
  'fares.refund_blocker says. Raises what ledger.post_journals raises.';
