-- Settles one stored message of the operator, if it still waits.
-- Locks: see mobile_money.retry_callback. Repeat: returns its outcome.
create or replace function worker.retry_callback(p_callback_id bigint) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- Settling deletes the pending row: one that is gone was settled.
  return coalesce(mobile_money.retry_callback(p_callback_id => p_callback_id), 'settled');
end $$;
comment on function worker.retry_callback is
  'Outcome of a stored message: posted, suspense, conflict, quarantine, failed, unknown, or settled when it was '
  'settled before. Raises what kept it from being settled; then call worker.note_callback_failure.';
