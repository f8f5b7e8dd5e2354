-- Replaces all checkpoints by sums of the entries, for staff in doubt about one. Source: docs/decisions/ledger.md.
-- Locks: one caller at a time. Repeat: the same sums.
create or replace function ledger.rebuild_checkpoints() returns int language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('ledger.make_checkpoints'));
  delete from ledger.checkpoints;
  return ledger.make_checkpoints(p_least_entries => 1);
end $$;
comment on function ledger.rebuild_checkpoints is 'Deletes every checkpoint and makes new ones from the entries alone; '
  'returns how many. Balances are the same before and after.';
