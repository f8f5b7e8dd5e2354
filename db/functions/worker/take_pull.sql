-- Stores what the Pull API answered about a window: for the worker. Locks: as recon.take_pull. Repeat: fenced.
create or replace function worker.take_pull(p_window_id bigint, p_attempt int, p_lines jsonb, p_bad_rows jsonb)
returns text
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select recon.take_pull(p_window_id => p_window_id, p_attempt => p_attempt, p_lines => p_lines,
                         p_bad_rows => p_bad_rows)
$$;
comment on function worker.take_pull is 'As recon.take_pull, for the worker.';
