-- Records that one message was sent (worker.finish_jobs).
-- Locks: the message's row. Repeat: done again. A worker whose message was given to another changes nothing.
-- Source: docs/decisions/outbox-and-worker.md.
create or replace function worker.finish_job(p_outbox_id bigint, p_attempt int, p_provider_id text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (worker.finish_jobs(p_outbox_ids => array[p_outbox_id], p_attempts => array[p_attempt],
                             p_provider_ids => array[p_provider_id]))[1];
end $$;
comment on function worker.finish_job is 'done, or fenced: another worker has it now (or had it). Raises nothing.';
