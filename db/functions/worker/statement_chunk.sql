-- One sealed part of an uploaded file, for the worker that reads it. Locks: none. Repeat: the same.
create or replace function worker.statement_chunk(p_statement_id bigint, p_chunk_no int) returns bytea
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.bytes_sealed from recon.statement_chunks c
   where c.statement_id = p_statement_id and c.chunk_no = p_chunk_no
$$;
comment on function worker.statement_chunk is 'The part, or null when it is not there. Raises nothing.';
