-- Gives back points of a redemption: a journal from the passenger's credit to what is set aside for points. The day of
-- the redemption has so much more left of its limits. Locks: the credit sub_wallet, the account, then that day. Repeat:
-- once for a payment that never came, once for each refund.
create or replace function loyalty.return_points(
  p_redeemed  loyalty.loyalty_transactions,   -- the redemption
  p_points    bigint,
  p_refund_id bigint    -- null: the payment never came
) returns bigint language plpgsql as $$
declare
  v_phone    bytea;
  v_cents    bigint := p_points * p_redeemed.cents / -p_redeemed.points;
  v_currency text   := (select e.currency from ledger.ledger_entries e
                         where e.journal_id = p_redeemed.journal_id limit 1);
  v_journal  bigint;
begin
  perform from ledger.sub_wallets s
    where s.sub_wallet_id = loyalty.sub_wallet(p_kind => 'credit', p_sacco_id => p_redeemed.sacco_id,
                                               p_currency => v_currency) for no key update;
  select a.phone_hash into v_phone from loyalty.loyalty_accounts a
   where a.loyalty_account_id = p_redeemed.loyalty_account_id for no key update;
  if exists (select from loyalty.loyalty_transactions t where t.kind = 'give_back'
                and t.payment_ref = p_redeemed.payment_ref and t.refund_id is not distinct from p_refund_id) then
    return 0;
  end if;
  perform from loyalty.programme_days d where d.business_on = p_redeemed.business_on for no key update;
  v_journal := loyalty.post_points(p_kind => 'points_given_back',
    p_reference => concat_ws('/', p_redeemed.payment_ref, p_refund_id), p_phone_hash => v_phone,
    p_sacco_id => p_redeemed.sacco_id, p_currency => v_currency, p_cents => -v_cents, p_at => clock_timestamp());
  insert into loyalty.loyalty_transactions (loyalty_account_id, kind, points, cents, receipt, payment_ref, refund_id,
                                            journal_id, sacco_id, business_on, earned_at)
  values (p_redeemed.loyalty_account_id, 'give_back', p_points, v_cents,
          (select r.receipt from fares.refunds r where r.refund_id = p_refund_id), p_redeemed.payment_ref, p_refund_id,
          v_journal, p_redeemed.sacco_id, p_redeemed.business_on, clock_timestamp());
  update loyalty.programme_days d set redeemed_points = d.redeemed_points - p_points
   where d.business_on = p_redeemed.business_on;
  return v_cents;
end $$;
comment on function loyalty.return_points is 'Cents that left the credit; 0 when they had been given back before. '
  'Raises LFF10 (the credit is not there), LFF11.';
