-- Tells whether a process of this release may write to the ledger. Releases that were here before stay ready, so that
-- old processes serve on while a newer one is rolled out.
create or replace function telco.readiness(
  p_migration        text,   -- version of the newest migration that the process knows
  p_functions_sha256 text    -- of the function files of its release
) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case
    when pg_is_in_recovery() then 'the database is a standby'
    when not exists (select from public.schema_migrations m where m.version = p_migration)
      then 'migrations are missing: this process knows ' || coalesce(p_migration, 'none')
    when not exists (select from config.loaded_functions f where f.sha256 = p_functions_sha256)
      then 'functions are missing: those of this release were never loaded here'
    when not exists (select from mobile_money.tills) then 'no PayBill is set up'
    -- The same test as of the guard on new journals, so that no fare can end this state.
    when (select max(c.horizon) from ledger.cutoffs c) > pg_snapshot_xmax(pg_current_snapshot())
      or exists (select from (select j.xact from ledger.journals j order by j.journal_id desc limit 1) newest
                  where newest.xact >= pg_snapshot_xmax(pg_current_snapshot()))
      then 'the ledger was restored from another server: see docs/runbooks/restored_ledger.md'
    else 'ready' end
$$;
comment on function telco.readiness is 'Returns ready, or in words what is wrong.';
