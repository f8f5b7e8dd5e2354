begin; select plan(10);
select is(messaging.useful_seconds(p_topic => t.topic, p_key => t.key), t.seconds, t.sentence)
  from (values ('sms', 'code/1', 300, 'a code ends with its validity'), ('sms', 'TKA0000001', 3600, 'a receipt'),
  ('sms', 'TKA0000001/suspense', 86400, 'how to claim money'), ('sms', 'device/7', 86400, 'a notice'),
  ('sms', 'silent/7/1/2026-11-22/3', 3600, 'a silent vehicle'),
  ('sms', 'day/1/2026-11-22/3', 36000, 'a day''s figures'),
  ('stk_push', 'ref', null, 'a prompt has another limit'), ('status_query', 'TKA0000001/1', null, 'a question'),
  ('sms', 'alarms/1/2', 3600, 'alarms by SMS'), ('webhook', 'alarms/1', 3600, 'alarms to a program'))
  as t(topic, key, seconds, sentence);
select finish(); rollback;
