-- Queues the receipts of payments that were just posted. M-Pesa hides most PayBill payers' numbers: they get no SMS. A
-- payer who dialled is known by the intent. Of a fare all is known; of suspense the payment's row says why it is there.
-- Locks, repeat: see mobile_money.write_receipts.
create or replace function mobile_money.tell_payers(
  p_payments  mobile_money.parsed_payment[],   -- as they were posted: no vehicle is suspense
  p_time_zone text                             -- of their till
) returns int
language plpgsql as $$
declare
  v_facts    mobile_money.receipt_fact[] := array[]::mobile_money.receipt_fact[];
  v_suspense text[] := array[]::text[];
  v          mobile_money.parsed_payment;
begin
  foreach v in array p_payments loop
    if (v.message).payment_ref is null and (v.message).payer_hash is null then
      continue;
    elsif v.vehicle_id is null then
      v_suspense := v_suspense || (v.message).receipt;
    else
      v_facts := v_facts || row((v.message).receipt, 'posted', v.flags, v.paid_at, (v.message).payment_ref,
        (v.message).payer_hash, v.vehicle_id, p_time_zone,
        coalesce(v.fare_cents, v.amount_cents))::mobile_money.receipt_fact;
    end if;
  end loop;
  return case when v_facts = '{}' then 0 else mobile_money.write_receipts(p_facts => v_facts) end
         + case when v_suspense = '{}' then 0 else mobile_money.enqueue_receipt_sms(p_receipts => v_suspense) end;
end $$;
comment on function mobile_money.tell_payers is 'How many are new. Raises LFN50 (text missing).';
