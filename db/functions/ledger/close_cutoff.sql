-- Closes a cutoff at the present horizon: a balance as of it never changes again. Source: docs/decisions/ledger.md.
-- Locks: one caller at a time. Repeat: no new cutoff until a transaction has ended.
create or replace function ledger.close_cutoff() returns bigint language plpgsql as $$
declare
  v_cutoff_id bigint;
begin
  perform pg_advisory_xact_lock(hashtext('ledger.close_cutoff'));
  insert into ledger.cutoffs (horizon)
  select ledger.horizon()
   where ledger.horizon() > coalesce((select max(p.horizon) from ledger.cutoffs p), '0'::xid8)
  returning cutoff_id into v_cutoff_id;
  return v_cutoff_id;
end $$;
comment on function ledger.close_cutoff is
  'Closes a cutoff at the present horizon; returns its id, or null when the horizon has not moved since the last one.';
