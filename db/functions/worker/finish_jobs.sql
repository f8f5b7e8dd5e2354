-- Records that messages were sent: deletes them and their texts from the outbox, and keeps the gateway's ids. Several
-- threads report in one call, because a commit and the start of a statement cost more than what they do.
-- Locks: the messages' rows. Repeat: done again. A worker whose message was given to another changes nothing of it.
-- Source: docs/decisions/outbox-and-worker.md.
create or replace function worker.finish_jobs(
  p_outbox_ids   bigint[], -- the arrays are of one length
  p_attempts     int[],    -- as claimed
  p_provider_ids text[]
) returns text[]
language plpgsql security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  v_done int;
begin
  with gone as (
    delete from messaging.outbox o
     using unnest(p_outbox_ids, p_attempts, p_provider_ids) as j(outbox_id, attempt, provider_id)
     where o.outbox_id = j.outbox_id and o.attempts = j.attempt
    returning o.outbox_id, o.topic, o.key, o.attempts, o.created_at, j.provider_id)
  insert into messaging.outbox_done (outbox_id, topic, key, attempts, created_at, provider_id)
  select g.outbox_id, g.topic, g.key, g.attempts, g.created_at, left(g.provider_id, 128) from gone g;
  get diagnostics v_done = row_count;
  if v_done = cardinality(p_outbox_ids) then
    return array_fill('done'::text, array[v_done]);
  end if;
  return (select array_agg(case when d.outbox_id is null then 'fenced' else 'done' end order by j.n)
            from unnest(p_outbox_ids, p_attempts) with ordinality as j(outbox_id, attempt, n)
            left join messaging.outbox_done d on d.outbox_id = j.outbox_id and d.attempts = j.attempt);
end $$;
comment on function worker.finish_jobs is
  'For each, in order: done, or fenced: another worker has it now (or had it). Raises nothing.';
