-- Ends a voucher that was not used: the money goes back to its pot. Called with the voucher's row locked.
-- Locks: clearing. Repeat: guarded by the voucher's state. Source: docs/decisions/vendors.md.
create or replace function payouts.end_voucher(p_voucher_id bigint, p_state text) returns void language sql as $$
  update payouts.vouchers v
     set state = p_state, ended_at = clock_timestamp(),
         end_journal_id = ledger.correct_journal(p_journal_id => v.hold_journal_id,
           p_reason => case p_state when 'expired' then 'the voucher was not used in time' else 'taken back' end,
           p_business_on => ledger.open_day(p_at => clock_timestamp()))
   where v.voucher_id = p_voucher_id and v.state = 'issued' and p_state in ('expired', 'cancelled')
$$;
comment on function payouts.end_voucher is 'Nothing for one that ended before. Raises nothing.';
