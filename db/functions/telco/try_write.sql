-- Tries what a full disk refuses: more blocks for a temporary file, then a row that is really committed. Callers share
-- one try every three seconds. For /readyz, and for the web's spool, which asks whether the database is back. Source:
-- docs/decisions/provider-callbacks.md. Locks: its own row; skips it while another caller tries. Repeat: the same.
create or replace function telco.try_write() returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp set work_mem = '64kB' as $$
begin
  perform from config.write_tries w
    where w.tried_at < clock_timestamp() - interval '3 seconds' for no key update skip locked;
  if not found then
    return 'tried';
  end if;
  -- Over work_mem, so it is written to a file of 3 MB: a table that still has room would hide that the disk is full.
  perform count(*) from generate_series(1, 200000);
  update config.write_tries set tried_at = clock_timestamp();
  return 'written';
end $$;
comment on function telco.try_write is
  'written, or tried (by somebody, at most three seconds ago). Raises what the disk or the server raises.';
