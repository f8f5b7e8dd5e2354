-- Refuses a file as a whole: for the worker. Locks: the statement's row. Repeat: the newest failure stands.
create or replace function worker.fail_statement(
  p_file_sha256 bytea, p_channel text, p_file_name text, p_file_bytes bigint, p_failure text
) returns bigint
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select recon.fail_statement(p_file_sha256 => p_file_sha256, p_channel => p_channel, p_file_name => p_file_name,
    p_file_bytes => p_file_bytes, p_failure => p_failure)
$$;
comment on function worker.fail_statement is 'As recon.fail_statement.';
