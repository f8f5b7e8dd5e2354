-- Leases due messages to a worker. Two workers never hold the same one; a dead worker's lease runs out. What outlived
-- its use is dropped instead. Source: docs/decisions/outbox-and-worker.md.
-- Locks: the rows it takes; skips those of others. Repeat: takes the next ones.
create or replace function messaging.claim_due(
  p_topic         text,
  p_limit         int,    -- how many at most, 1 to 100
  p_lease_seconds int     -- for how long, 5 to 900; longer than the connector's own timeouts
) returns table (outbox_id bigint, key text, attempt int, payload jsonb)
language plpgsql rows 5   -- few, so what joins them looks up rows and reads no whole table
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
  v_left     int := p_limit;
  v_is_late  boolean;
  v_has_late boolean;
begin
  if (p_limit between 1 and 100 and p_lease_seconds between 5 and 900) is not true then
    raise exception 'claim 1 to 100 messages for 5 to 900 seconds' using errcode = 'LFV50';
  end if;
  for v_pass in 1 .. 2 loop
    v_has_late := false;
    for outbox_id, key, attempt, payload, v_is_late in
      with due as materialized (
        select o.outbox_id, coalesce(o.created_at < statement_timestamp() - make_interval(secs =>
                 messaging.useful_seconds(p_topic => o.topic, p_key => o.key)), false) as is_late
          from messaging.outbox o
         where o.topic = p_topic and o.state = 'ready' and o.next_attempt_at <= statement_timestamp()
         order by o.next_attempt_at
         limit v_left for update skip locked)
      update messaging.outbox o   -- one that is late stays as it is, until it is dropped below
         set state = case when d.is_late then o.state else 'leased' end,
             attempts = case when d.is_late then o.attempts else o.attempts + 1 end,
             lease_until = case when not d.is_late
                                then statement_timestamp() + make_interval(secs => p_lease_seconds) end
        from due d where o.outbox_id = d.outbox_id
      returning o.outbox_id, o.key, o.attempts, o.payload, d.is_late
    loop
      if v_is_late then
        v_has_late := true;
      else
        v_left := v_left - 1;
        return next;
      end if;
    end loop;
    exit when not v_has_late;
    -- All that outlived their use go at once; then the others have their turn.
    perform messaging.expire_useless(p_topic => p_topic);
  end loop;
end $$;
comment on function messaging.claim_due is
  'Leases due messages of a topic; attempt must come back with the result. Raises LFV50 (limit or lease out of range).';
