-- Adds up what the ledger knows of one of our accounts at the operator before a moment, by the time the money moved.
-- Reads the whole ledger before that moment: for the opening balance of an account, once. Locks: none.
-- Repeat: the same, until something older is posted.
create or replace function recon.known_before(p_short_code text, p_account text, p_at timestamptz) returns bigint
language sql stable as $$
  select case p_account
    when 'utility' then
      (select coalesce(sum(p.amount_cents), 0) from mobile_money.payments p
        where p.short_code = p_short_code and p.paid_at < p_at)
      + (select coalesce(sum(recon.operator_cents(p_journal_id => j.journal_id)), 0)
           from ledger.journals j left join payouts.payouts p on j.kind = 'payout' and p.payout_ref = j.reference
          where j.kind in ('payout', 'operator_reversal', 'charge') and j.value_at < p_at
            and (p.channel is null or p.channel = 'phone'))
    when 'working' then
      (select coalesce(sum(recon.operator_cents(p_journal_id => j.journal_id)), 0)
         from ledger.journals j join payouts.payouts p on j.kind = 'payout' and p.payout_ref = j.reference
        where j.value_at < p_at and p.channel <> 'phone')
    when 'charges' then
      (select coalesce(sum(recon.operator_cents(p_journal_id => j.journal_id)), 0)
         from ledger.journals j where j.kind = 'payout_fee' and j.value_at < p_at)
    else 0 end::bigint
$$;
comment on function recon.known_before is 'Cents; what moved between our own accounts is not in it. Raises nothing.';
