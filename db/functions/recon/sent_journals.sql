-- Lists journals by which money left one of our accounts at the operator within a period: payouts, and payments that
-- the operator took back. Journals of a period stand on its days and, where those were closed, on the days after.
-- Locks: none. Repeat: the same.
create or replace function recon.sent_journals(
  p_account text,          -- utility (to phones, and taken back) or working (to businesses)
  p_from    timestamptz,
  p_to      timestamptz    -- exclusive
) returns table (journal_id bigint, receipt text, business_on date, cents bigint) language sql stable as $$
  select j.journal_id, coalesce(p.receipt, split_part(j.reference, '/', 1)),
         (j.value_at at time zone config.setting(p_setting => 'time_zone'))::date,
         recon.operator_cents(p_journal_id => j.journal_id)
    from ledger.journals j
    left join payouts.payouts p on j.kind = 'payout' and p.payout_ref = j.reference
   where j.kind <> 'fare' and j.kind in ('payout', 'operator_reversal')
     and j.business_on between (p_from at time zone config.setting(p_setting => 'time_zone'))::date
                           and (p_to at time zone config.setting(p_setting => 'time_zone'))::date + 3
     and j.value_at >= p_from and j.value_at < p_to
     and p_account = case when p.channel in ('paybill', 'till') then 'working' else 'utility' end
$$;
comment on function recon.sent_journals is
  'journal_id, receipt (of a payment taken back: the payment''s), market day and cents (negative). Raises nothing.';
