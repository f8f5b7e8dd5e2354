-- Keeps a refund that could not be paid to the phone as credit of that phone: the opposite journal brought the money
-- back. Called by payouts.give_back. Locks: see fares.recover_lost. Repeat: guarded by the payout's state.
create or replace function fares.keep_as_credit(p_payout_id bigint) returns void language plpgsql as $$
declare
  v_refund fares.refunds;
begin
  select r.* into v_refund from fares.refunds r where r.payout_id = p_payout_id;
  if found then
    insert into fares.credit_movements (phone_hash, sacco_id, currency, cents, journal_id)
    select v_refund.phone_hash, v_refund.sacco_id, v_refund.currency, p.amount_cents, p.end_journal_id
      from payouts.payouts p where p.payout_id = p_payout_id;
    -- Who has the payment back from the operator has no credit for it, and hears nothing of one.
    if fares.recover_lost(p_refund_id => v_refund.refund_id) = 0 then
      perform fares.notify_refund(p_refund_id => v_refund.refund_id, p_key => 'sms_refund_credit',
                                  p_cents => p.amount_cents) from payouts.payouts p where p.payout_id = p_payout_id;
    end if;
  end if;
end $$;
comment on function fares.keep_as_credit is 'Does nothing for a payout that is no refund. Raises LFN50 (no such text).';
