begin;
select plan(5);
create function pg_temp.send(p_keys text[]) returns int language sql as $$
  select messaging.enqueue_sms(p_keys => p_keys, p_phone_hashes => array(select sha256(k::bytea) from unnest(p_keys) k),
    p_texts => array(select 'Text of ' || k from unnest(p_keys) k)) $$;
select is(pg_temp.send(array['a', 'b']), 2, 'each is a message of its own');
select is((select payload from messaging.outbox where topic = 'sms' and key = 'b'),
  jsonb_build_object('phone_hash', encode(sha256('b'), 'hex'), 'text', 'Text of b'), 'with its text, to a keyed hash');
select is(pg_temp.send(array['b', 'c']), 1, 'one message a key');
with sent as (delete from messaging.outbox where topic = 'sms' and key = 'a' returning outbox_id, topic, key) insert
  into messaging.outbox_done (outbox_id, topic, key, attempts, created_at) select outbox_id, topic, key, 1, now()
  from sent;
select is(pg_temp.send(array['a']), 0, 'none again after it was sent');
select is(pg_temp.send('{}'), 0, 'none for nothing');
select finish();
rollback;
