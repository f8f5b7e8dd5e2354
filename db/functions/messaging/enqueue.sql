-- Queues work for an outside service in the transaction that causes it: if that is undone, so is this. Source:
-- docs/decisions/outbox-and-worker.md. Locks: its own new row. Repeat: the same topic and key returns the first id,
-- even when it was sent long ago.
create or replace function messaging.enqueue(
  p_topic   text,   -- which connector: sms, stk_push …
  p_key     text,   -- what it is about, once per topic: a receipt, a payment_ref …
  p_payload jsonb   -- what the connector needs; a phone only as phone_hash (hex), never a number
) returns bigint
language plpgsql as $$
declare
  v_id   bigint;
  v_done bigint;
begin
  insert into messaging.outbox (topic, key, payload)
  values (p_topic, p_key, p_payload)
  on conflict (topic, key) do nothing
  returning outbox_id into v_id;
  if v_id is null then
    select o.outbox_id into v_id from messaging.outbox o where o.topic = p_topic and o.key = p_key;
    if found then
      return v_id;
    end if;
  end if;
  -- Read after the insert: a worker that was finishing the first one has committed by now.
  select d.outbox_id into v_done from messaging.outbox_done d where d.topic = p_topic and d.key = p_key;
  if v_done is null then
    return v_id;
  end if;
  delete from messaging.outbox o where o.outbox_id = v_id;
  return v_done;
end $$;
comment on function messaging.enqueue is
  'Puts one message into the outbox; returns its id, or the id of the one with the same topic and key. Raises nothing.';
