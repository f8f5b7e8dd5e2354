-- Makes a dead letter ready with all its tries, after staff removed what kept it from being sent. Locks: the message's
-- row. Repeat: refused, it is no longer dead.
create or replace function messaging.retry_dead(
  p_outbox_id bigint,
  p_by        text     -- user:<id>
) returns text
language plpgsql as $$
declare
  v_topic text;
  v_cause text;
begin
  update messaging.outbox o
     set state = 'ready', failures = 0, next_attempt_at = statement_timestamp()
   where o.outbox_id = p_outbox_id and o.state = 'dead'
  returning o.topic, o.last_error into v_topic, v_cause;
  if not found then
    raise exception 'no dead letter has id %', p_outbox_id using errcode = 'LFN51';
  end if;
  update messaging.alarms a
     set acknowledged_at = clock_timestamp(), acknowledged_by = p_by, acknowledged_reason = 'sent again'
   where a.kind = 'dead_letter' and a.subject = v_topic || ': ' || v_cause and a.acknowledged_at is null
     and not exists (select from messaging.outbox o
                      where o.state = 'dead' and o.topic = v_topic and o.last_error = v_cause);
  perform audit.record_event(p_action => 'retry_dead', p_subject => 'messaging.outbox:' || p_outbox_id,
                             p_after => jsonb_build_object('by', p_by));
  return 'ready';
end $$;
comment on function messaging.retry_dead is
  'Makes a dead message ready again, and acknowledges the alarm of its cause with the last of them; returns '
  'ready. Raises LFN51 (no such dead message).';
