-- Leases due messages to a worker. Two workers never hold the same one; a dead worker's lease runs out. What outlived
-- its use is dropped instead. Source: docs/decisions/outbox-and-worker.md.
-- Locks: the rows it takes; skips those of others. Repeat: takes the next ones.
create or replace function messaging.claim_due(
  p_topic         text,
  p_limit         int,    -- how many at most, 1 to 100
  p_lease_seconds int     -- for how long, 5 to 900; longer than the connector's own timeouts
) returns table (outbox_id bigint, key text, attempt int, payload jsonb)
language plpgsql as $$
#variable_conflict use_column
begin
  if (p_limit between 1 and 100 and p_lease_seconds between 5 and 900) is not true then
    raise exception 'claim 1 to 100 messages for 5 to 900 seconds' using errcode = 'LFV50';
  end if;
  -- The oldest tells whether some outlived their use; then all of them go first.
  if exists (select from (select o.topic, o.key, o.created_at from messaging.outbox o
                           where o.topic = p_topic and o.state = 'ready' and o.next_attempt_at <= statement_timestamp()
                           order by o.next_attempt_at limit 1) f
              where f.created_at < statement_timestamp()
                    - make_interval(secs => messaging.useful_seconds(p_topic => f.topic, p_key => f.key))) then
    perform messaging.expire_useless(p_topic => p_topic);
  end if;
  return query
  with due as materialized (
    select o.outbox_id from messaging.outbox o
     where o.topic = p_topic and o.state = 'ready' and o.next_attempt_at <= statement_timestamp()
       and (o.created_at < statement_timestamp()
            - make_interval(secs => messaging.useful_seconds(p_topic => o.topic, p_key => o.key))) is not true
     order by o.next_attempt_at
     limit p_limit for update skip locked)
  update messaging.outbox o
     set state = 'leased', attempts = o.attempts + 1,
         lease_until = statement_timestamp() + make_interval(secs => p_lease_seconds)
    from due where o.outbox_id = due.outbox_id
  returning o.outbox_id, o.key, o.attempts, o.payload;
end $$;
comment on function messaging.claim_due is
  'Leases due messages of a topic; attempt must come back with the result. Raises LFV50 (limit or lease out of range).';
