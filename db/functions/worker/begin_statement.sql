-- Begins to read a statement, or goes on: for the worker. Locks: as recon.begin_statement. Repeat: as there.
create or replace function worker.begin_statement(
  p_file_sha256 bytea, p_channel text, p_file_name text, p_file_bytes bigint, p_reader text, p_short_code text,
  p_account text, p_period_from timestamp, p_period_to timestamp, p_opening_cents bigint, p_closing_cents bigint,
  p_rows_total int
) returns table (outcome text, statement_id bigint, rows_done int, currency text)
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select b.* from recon.begin_statement(
    p_file_sha256 => p_file_sha256, p_channel => p_channel, p_file_name => p_file_name, p_file_bytes => p_file_bytes,
    p_reader => p_reader, p_short_code => p_short_code, p_account => p_account, p_period_from => p_period_from,
    p_period_to => p_period_to, p_opening_cents => p_opening_cents, p_closing_cents => p_closing_cents,
    p_rows_total => p_rows_total) b
$$;
comment on function worker.begin_statement is 'As recon.begin_statement.';
