-- Says what a journal says that our accounts at the operator got (positive) or gave: the trust account mirrors them.
-- Locks: none. Repeat: the same.
create or replace function recon.operator_cents(p_journal_id bigint) returns bigint language sql stable as $$
  select -coalesce(sum(e.amount_cents), 0)::bigint
    from ledger.ledger_entries e join ledger.sub_wallets s using (sub_wallet_id) join ledger.wallets w using (wallet_id)
   where e.journal_id = p_journal_id and w.kind = 'trust' and s.purpose = 'main'
$$;
comment on function recon.operator_cents is 'Cents; 0 for a journal that moves nothing there. Raises nothing.';
