begin; select plan(6);
select is(messaging.useful_seconds(p_topic => t.topic, p_key => t.key), t.seconds, t.sentence)
  from (values ('sms', 'code/1', 300, 'a code ends with its validity'), ('sms', 'TKA0000001', 3600, 'a receipt'),
  ('sms', 'TKA0000001/suspense', 86400, 'how to claim money'), ('sms', 'device/7', 86400, 'a notice'),
  ('stk_push', 'ref', null, 'a prompt has another limit'), ('status_query', 'TKA0000001/1', null, 'a question'))
  as t(topic, key, seconds, sentence);
select finish(); rollback;
