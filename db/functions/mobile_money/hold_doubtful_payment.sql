-- Holds what is left of a posted payment whose amount proves to differ from the intent's, and asks M-Pesa about it.
-- Source: docs/decisions/holds-and-verification.md. Called with the payment's row locked. Locks: the sub_wallets that
-- it went to. Repeat: a receipt is asked about once.
create or replace function mobile_money.hold_doubtful_payment(p_receipt text) returns bigint
language plpgsql as $$
declare
  v_journal_id bigint;
begin
  insert into mobile_money.verifications as v (receipt, journal_id, why, ref)
  select p_receipt, j.journal_id, array['amount_differs'], replace(gen_random_uuid()::text, '-', '')
    from ledger.journals j
   where j.kind in ('fare', 'suspense') and j.reference = p_receipt
   order by j.kind limit 1   -- the fare, once it is assigned
  on conflict (receipt) do nothing
  returning v.journal_id into v_journal_id;
  if v_journal_id is null then
    return 0;
  end if;
  perform messaging.enqueue(p_topic => 'status_query', p_key => p_receipt || '/1', p_payload => '{}');
  return ledger.hold_again(p_journal_id => v_journal_id, p_reason => 'not yet verified with the operator');
end $$;
comment on function mobile_money.hold_doubtful_payment is
  'Returns the cents held of a payment that was posted before; 0 when it is asked about already, or all of it has '
  'left. Raises nothing of its own.';
