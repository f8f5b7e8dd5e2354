-- Drops due messages that outlived their use, with an alarm for each cause, not for each message. outbox_done keeps
-- that they expired, without their text. Locks: the rows it drops; skips those of others. Repeat: the next ones.
-- Source: docs/decisions/outbox-and-worker.md.
create or replace function messaging.expire_useless(p_topic text) returns int
language plpgsql as $$
declare
  v_causes  text[];
  v_expired int;
begin
  with late as materialized (
    select o.outbox_id from messaging.outbox o
     where o.topic = p_topic and o.state = 'ready' and o.next_attempt_at <= statement_timestamp()
       and o.created_at < statement_timestamp()
           - make_interval(secs => messaging.useful_seconds(p_topic => o.topic, p_key => o.key))
     limit 1000 for update skip locked
  ), gone as (
    delete from messaging.outbox o using late where o.outbox_id = late.outbox_id
    returning o.*
  ), kept as (
    insert into messaging.outbox_done (outbox_id, topic, key, attempts, created_at, outcome)
    select g.outbox_id, g.topic, g.key, g.attempts, g.created_at, 'expired' from gone g)
  select array_agg(distinct coalesce(g.last_error, 'never tried')), count(*) into v_causes, v_expired from gone g;
  perform messaging.raise_alarm(p_kind => 'messages_expired', p_subject => p_topic || ': ' || cause,
            p_detail => 'messages could not be sent while they were of use, and were dropped')
     from unnest(v_causes) cause
    where not exists (select from messaging.alarms a where a.kind = 'messages_expired'
                         and a.subject = p_topic || ': ' || cause and a.acknowledged_at is null);
  return v_expired;
end $$;
comment on function messaging.expire_useless is
  'Drops at most 1000 messages of a topic that are too old to be sent (messaging.useful_seconds); returns how many.';
