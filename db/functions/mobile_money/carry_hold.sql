-- Money moved from suspense to a vehicle is no better known than before: what was held there is held here.
-- Source: decision 0084. Called in the transaction that moves it, which holds the verification's row.
-- Locks: none more. Repeat: the same.
create or replace function mobile_money.carry_hold(
  p_receipt    text,
  p_journal_id bigint   -- where its money is now; posted in this transaction
) returns bigint
language plpgsql as $$
declare
  v_state text;
begin
  update mobile_money.verifications v set journal_id = p_journal_id
   where v.receipt = p_receipt
  returning v.state into v_state;
  if v_state is null or v_state = 'verified' then
    return 0;
  end if;
  return ledger.hold_journals(p_journal_ids => array[p_journal_id], p_reason => 'not yet verified with the operator');
end $$;
comment on function mobile_money.carry_hold(text, bigint) is
  'Cents held in the new place; 0 for a payment that nobody doubts or that is verified. Raises nothing of its own.';
