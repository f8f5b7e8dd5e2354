-- Queues the receipts of payments that just came. M-Pesa hides most PayBill payers' numbers: they get no SMS. A payer
-- who dialled is known by the intent. Locks, repeat: see mobile_money.enqueue_receipt_sms.
create or replace function mobile_money.tell_payers(p_payments mobile_money.parsed_payment[]) returns void
language plpgsql as $$
begin
  perform mobile_money.enqueue_receipt_sms(p_receipts => array_agg((m.message).receipt))
     from unnest(p_payments) as m
    where (m.message).payment_ref is not null
       or (select f.phone_last3 from privacy.phones f where f.phone_hash = (m.message).payer_hash) is not null
   having count(*) > 0;
end $$;
comment on function mobile_money.tell_payers is 'Raises LFN50 (text missing).';
