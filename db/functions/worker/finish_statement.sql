-- Ends the reading of a statement and proves it: for the worker. Locks: its row. Repeat: the same answer.
create or replace function worker.finish_statement(p_statement_id bigint, p_reader text, p_rows_done int)
returns table (outcome text, proof text, difference_cents bigint)
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select f.* from recon.finish_statement(
    p_statement_id => p_statement_id, p_reader => p_reader, p_rows_done => p_rows_done) f
$$;
comment on function worker.finish_statement is 'As recon.finish_statement.';
