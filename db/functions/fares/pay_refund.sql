-- Sends a refund from the passenger's credit to their phone, as far as M-Pesa brought it (fares.phone_cents); the rest
-- stays credit. The fee is ours. Locks: the sub_wallets that payouts.open
-- debits. Called in the transaction of the refund. Source: docs/decisions/refunds.md.
create or replace function fares.pay_refund(p_refund_id bigint, p_credit_sub_wallet_id bigint) returns bigint
language plpgsql as $$
declare
  v_refund fares.refunds;
  v_payout payouts.payouts;
  v_payer  bigint;   -- of the fee
begin
  select r.* into strict v_refund from fares.refunds r where r.refund_id = p_refund_id;
  select 'refund', 'passenger', p_refund_id, 'phone', f.phone_hash, f.phone_sealed, f.phone_last3,
         m.cents, v_refund.currency, false,
         coalesce(payouts.fee_cents('phone', v_refund.currency, m.cents, clock_timestamp()), 0)
    into v_payout.kind, v_payout.party_kind, v_payout.party_id, v_payout.channel, v_payout.phone_hash,
         v_payout.phone_sealed, v_payout.tail, v_payout.amount_cents, v_payout.currency, v_payout.needs_approval,
         v_payout.fee_cents
    from privacy.phones f
   cross join fares.phone_cents(p_receipt => v_refund.receipt, p_amount_cents => v_refund.amount_cents) m(cents)
   where f.phone_hash = v_refund.phone_hash;
  select r.commission_sub_wallet_id into v_payer from fares.fares f join fares.split_rules r using (split_rule_id)
   where f.receipt = v_refund.receipt;
  perform from ledger.sub_wallets s where s.sub_wallet_id = v_payer for no key update;
  if (select a.balance_cents - a.held_cents from ledger.available(p_sub_wallet_ids => array[v_payer]) a)
     < v_payout.fee_cents then
    v_payer := (ledger.open_sub_wallets(p_kind => 'difference', p_sacco_id => v_refund.sacco_id, p_owner_id => null,
                  p_vehicle_id => null, p_currency => v_refund.currency, p_purposes => array['main']))[1];
  end if;
  v_payout.payout_id := payouts.open(p_payout => v_payout,
    p_sub_wallet_ids => array[p_credit_sub_wallet_id] || case when v_payout.fee_cents > 0 then array[v_payer] end,
    p_cents => array[v_payout.amount_cents] || case when v_payout.fee_cents > 0 then array[v_payout.fee_cents] end);
  update fares.refunds r set payout_id = v_payout.payout_id where r.refund_id = p_refund_id;
  insert into fares.credit_movements (phone_hash, sacco_id, currency, cents, journal_id)
  select v_refund.phone_hash, v_refund.sacco_id, v_refund.currency, -v_payout.amount_cents, p.hold_journal_id
    from payouts.payouts p where p.payout_id = v_payout.payout_id;
  return v_payout.payout_id;
end $$;
comment on function fares.pay_refund is 'Returns payout_id. Raises no_data_found, LFF10 (the credit is not there).';
