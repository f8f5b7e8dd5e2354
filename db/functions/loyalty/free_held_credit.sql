-- Holds so much less of a refund that is held in the passenger's credit until the operator confirms the payment: points
-- paid that part, and they are ours to give back. Locks: the credit sub_wallet, then the hold. Repeat: frees more.
create or replace function loyalty.free_held_credit(p_refund_id bigint, p_cents bigint) returns void
language plpgsql as $$
declare
  v_hold ledger.holds;
begin
  select h.* into v_hold from fares.refunds r join ledger.holds h using (journal_id)
    join ledger.sub_wallets s using (sub_wallet_id) join ledger.wallets w using (wallet_id)
   where r.refund_id = p_refund_id and h.released_at is null and w.kind = 'credit';
  if found then
    perform ledger.release_holds(p_journal_id => v_hold.journal_id, p_reason => 'points are given back');
    insert into ledger.holds (journal_id, sub_wallet_id, amount_cents, reason)
    select v_hold.journal_id, v_hold.sub_wallet_id, v_hold.amount_cents - p_cents, v_hold.reason
     where v_hold.amount_cents > p_cents;
  end if;
end $$;
comment on function loyalty.free_held_credit is 'Does nothing where nothing is held. Raises LFF11.';
