-- Returns the oldest transaction that still runs: what is written below it never changes. now() and sequences can't
-- tell that, because rows commit out of their order. Source: docs/decisions/ledger.md. Repeat: never falls.
create or replace function ledger.horizon() returns xid8 language sql stable as $$
  select pg_snapshot_xmin(pg_current_snapshot())
$$;
comment on function ledger.horizon is 'Oldest transaction that may still write. Entries with xact below it are final.';
