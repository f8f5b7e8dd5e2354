-- Is the book fit to be written in?
-- Source: contracts, /readyz. Locks: none. Repeat: reads only.
create or replace function telco.readiness() returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case
    when pg_is_in_recovery() then 'the database is a standby'
    when not exists (select from mobile_money.tills) then 'no PayBill is set up'
    when exists (select from (select j.xact from ledger.journals j order by j.journal_id desc limit 1) newest
                  where newest.xact >= pg_snapshot_xmax(pg_current_snapshot()))
      then 'the book was restored from another server: see docs/runbooks/restored_book.md'
    else 'ready' end
$$;
comment on function telco.readiness() is
  'ready, or in words what is wrong. Raises nothing.';
