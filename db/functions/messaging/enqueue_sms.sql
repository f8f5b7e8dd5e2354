-- SMS whose words and receivers the caller knows, put into the outbox in the transaction that gives them a reason.
-- Source: docs/decisions/outbox-and-worker.md. Arrays of one length. Locks: its own new rows.
-- Repeat: one SMS a key, also when it was sent long ago.
create or replace function messaging.enqueue_sms(
  p_keys         text[],    -- what each is about: a receipt …
  p_phone_hashes bytea[],
  p_texts        text[]
) returns int
language plpgsql as $$
declare
  v_sent int;
begin
  insert into messaging.outbox (topic, key, payload)
  select 'sms', s.key, jsonb_build_object('phone_hash', encode(s.phone_hash, 'hex'), 'text', s.text)
    from unnest(p_keys, p_phone_hashes, p_texts) as s(key, phone_hash, text)
   where not exists (select from messaging.outbox_done o where o.topic = 'sms' and o.key = s.key)
  on conflict (topic, key) do nothing;
  get diagnostics v_sent = row_count;
  return v_sent;
end $$;
comment on function messaging.enqueue_sms is
  'Puts SMS into the outbox; returns how many are new. Raises nothing.';
