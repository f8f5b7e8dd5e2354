-- Checkpoints are only a short cut. When in doubt, throw them away and add up from the entries.
-- Source: docs/decisions/ledger.md; leaders-defect 8. Locks: one maker at a time. Repeat: the same sums.
create or replace function ledger.rebuild_checkpoints() returns int
language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('ledger.make_checkpoints'));
  delete from ledger.checkpoints;
  return ledger.make_checkpoints(p_least_entries => 1);
end $$;
comment on function ledger.rebuild_checkpoints is
  'Deletes every checkpoint and makes new ones from the entries alone; returns how many. Balances are the same '
  'before and after. Raises nothing.';
