-- Gives back points of a fare that points paid in part, when the fare is given back. The money goes back first, then
-- the points: what was given back of the fare in all, less what money paid of it; never more than this refund put into
-- the passenger's credit with the SACCO whose points they were, since what came before may be spent. Called after
-- fares.post_refund. Source: docs/decisions/loyalty.md. Locks: see loyalty.return_points. Repeat: once for a refund.
create or replace function loyalty.give_back_redeemed(p_receipt text, p_refund_id bigint) returns bigint
language plpgsql as $$
declare
  v_redeemed loyalty.loyalty_transactions;
  v_fare     fares.fares;
  v_cents    bigint;   -- what points paid of this fare; what else was redeemed stays credit
  v_points   bigint;
  v_credit   bigint;   -- what this refund put into it
begin
  select f.* into v_fare from fares.fares f where f.receipt = p_receipt;
  select t.* into v_redeemed from loyalty.loyalty_transactions t
   where t.kind = 'redeem' and t.payment_ref = v_fare.payment_ref;
  if not found or exists (select from loyalty.loyalty_transactions b where b.kind = 'give_back'
                             and b.payment_ref = v_fare.payment_ref and b.refund_id is null) then
    return 0;
  end if;
  v_cents := least(v_redeemed.cents, (select u.cents from fares.credit_uses u
                                       where u.payment_ref = v_fare.payment_ref));
  select greatest(sum(r.amount_cents)::bigint - (v_fare.amount_cents - v_cents), 0)
         / (v_redeemed.cents / -v_redeemed.points)
         - (select coalesce(sum(b.points), 0)::bigint from loyalty.loyalty_transactions b
             where b.kind = 'give_back' and b.payment_ref = v_fare.payment_ref) into v_points
    from fares.refunds r where r.kind <> 'fare_moved_out'
     and r.receipt in (split_part(p_receipt, '-', 1), split_part(p_receipt, '-', 1) || '-2');
  select coalesce(sum(e.amount_cents), 0)::bigint into v_credit
    from fares.refunds r join ledger.ledger_entries e using (journal_id)
    join ledger.sub_wallets s using (sub_wallet_id) join ledger.wallets w using (wallet_id)
   where r.refund_id = p_refund_id and w.kind = 'credit' and w.sacco_id is not distinct from v_redeemed.sacco_id;
  v_points := least(v_points, v_credit / (v_redeemed.cents / -v_redeemed.points));
  if coalesce(v_points, 0) <= 0 then
    return 0;
  end if;
  perform loyalty.free_held_credit(p_refund_id => p_refund_id,
                                   p_cents => v_points * v_redeemed.cents / -v_redeemed.points);
  return loyalty.return_points(p_redeemed => v_redeemed, p_points => v_points, p_refund_id => p_refund_id);
end $$;
comment on function loyalty.give_back_redeemed is 'Cents that left the credit for points, 0 for none. Raises what '
  'loyalty.return_points raises.';
