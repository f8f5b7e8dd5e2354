-- Takes from the passengers' credit what it pays of fares that were just posted: a journal credit_payment beside each.
-- Together with the fare's own journal the trust account has moved by what M-Pesa brought. Locks: the uses, then the
-- credit's sub_wallets. Repeat: a use is taken once. Source: docs/decisions/change-and-credit.md.
create or replace function fares.settle_credit(p_receipts text[]) returns int language plpgsql as $$
declare
  v       record;
  v_taken int := 0;
begin
  for v in
    select f.receipt, f.paid_at, f.business_on, u.payment_ref, u.phone_hash, u.sacco_id,
           u.currency, u.cents
      from unnest(p_receipts) p(receipt) join fares.fares f using (receipt)
      join fares.credit_uses u on u.payment_ref = f.payment_ref and u.state = 'reserved'
     order by u.sacco_id, f.receipt loop
    insert into fares.credit_movements (phone_hash, sacco_id, currency, cents, journal_id)
    select v.phone_hash, v.sacco_id, v.currency, -v.cents, (ledger.post_journals(p_kind => 'credit_payment',
             p_references => array[v.receipt], p_business_on => array[v.business_on], p_value_at => array[v.paid_at],
             p_corrects => null, p_reasons => null, p_leg_journals => array[1, 1], p_leg_lines => array[1, 2],
             p_leg_sub_wallet_ids => fares.credit_accounts(p_sacco_id => v.sacco_id, p_currency => v.currency),
             p_leg_amounts_cents => array[-v.cents, v.cents], p_leg_currencies => array[v.currency, v.currency]))[1];
    update fares.credit_uses u set state = 'used', ended_at = clock_timestamp() where u.payment_ref = v.payment_ref;
    v_taken := v_taken + 1;
  end loop;
  return v_taken;
end $$;
comment on function fares.settle_credit is 'How many fares credit paid, whole or in part. Raises LFF10, LFF11 (never: '
  'it was reserved).';
