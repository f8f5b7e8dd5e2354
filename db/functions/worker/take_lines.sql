-- Stores one batch of a statement's rows: for the worker. Locks: as recon.take_lines. Repeat: lost.
create or replace function worker.take_lines(
  p_statement_id bigint, p_reader text, p_rows_done int, p_rows_upto int, p_lines jsonb, p_bad_rows jsonb,
  p_rows_failed int
) returns table (outcome text, lines_new int, lines_known int, lines_conflicting int)
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select t.* from recon.take_lines(
    p_statement_id => p_statement_id, p_reader => p_reader, p_rows_done => p_rows_done, p_rows_upto => p_rows_upto,
    p_lines => p_lines, p_bad_rows => p_bad_rows, p_rows_failed => p_rows_failed) t
$$;
comment on function worker.take_lines is 'As recon.take_lines.';
