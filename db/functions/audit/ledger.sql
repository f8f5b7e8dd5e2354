-- The ledger, line by line, as an accountant reads it.
create or replace view audit.ledger as
select j.journal_id, j.journal_id * 1000 + e.line_no as entry_id, j.kind, j.reference, j.business_on, j.posted_at,
       e.sub_wallet_id, v.plate, s.purpose, e.currency,
       greatest(-e.amount_cents, 0) as debit_cents, greatest(e.amount_cents, 0) as credit_cents,
       j.corrects_journal_id, j.value_at, j.reason, w.kind as wallet_kind
  from ledger.ledger_entries e
  join ledger.journals j using (journal_id)
  join ledger.sub_wallets s using (sub_wallet_id)
  join ledger.wallets w using (wallet_id)
  left join fleet.vehicles v using (vehicle_id);
comment on view audit.ledger is 'Every entry with its journal. entry_id is journal_id * 1000 + line; credit: into the '
  'sub_wallet, debit: out of it; corrects_journal_id: the journal that this one reverses.';
