-- Queues the receipts of payments as SMS: see mobile_money.write_receipts. Called in the transaction that settles them.
-- Locks, repeat: see there.
create or replace function mobile_money.enqueue_receipt_sms(
  p_receipts text[]    -- already in mobile_money.payments, or in fares.fares
) returns int
language plpgsql as $$
begin
  return mobile_money.write_receipts(p_facts => array(
    select row(p.*)::mobile_money.receipt_fact from unnest(p_receipts) as q(receipt)
     cross join lateral mobile_money.receipt_facts(p_receipt => q.receipt) p));
end $$;
comment on function mobile_money.enqueue_receipt_sms is
  'Puts the receipts of settled payments into the outbox (topic sms, key the receipt, or <receipt>/suspense) for '
  'payers whose SIM we know; returns how many are new. Raises LFN50 (text missing).';
