-- Records that a message was sent: deletes it and its text from the outbox, and keeps the gateway's id.
-- Locks: the message's row. Repeat: done again. A worker whose message was given to another changes nothing.
-- Source: docs/decisions/outbox-and-worker.md.
create or replace function worker.finish_job(p_outbox_id bigint, p_attempt int, p_provider_id text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  with gone as (
    delete from messaging.outbox o where o.outbox_id = p_outbox_id and o.attempts = p_attempt
    returning o.outbox_id, o.topic, o.key, o.attempts, o.created_at)
  insert into messaging.outbox_done (outbox_id, topic, key, attempts, created_at, provider_id)
  select g.outbox_id, g.topic, g.key, g.attempts, g.created_at, left(p_provider_id, 128) from gone g;
  return case when found or exists (select from messaging.outbox_done d
                                     where d.outbox_id = p_outbox_id and d.attempts = p_attempt)
              then 'done' else 'fenced' end;
end $$;
comment on function worker.finish_job is 'done, or fenced: another worker has it now (or had it). Raises nothing.';
