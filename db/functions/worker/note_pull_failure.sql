-- Notes that a window of the Pull API got no answer: for the worker. Locks: the window's row. Repeat: fenced.
create or replace function worker.note_pull_failure(p_window_id bigint, p_attempt int, p_error text) returns text
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select recon.note_pull_failure(p_window_id => p_window_id, p_attempt => p_attempt, p_error => p_error)
$$;
comment on function worker.note_pull_failure is 'As recon.note_pull_failure.';
