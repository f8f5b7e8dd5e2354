begin; select plan(9);
select messaging.enqueue('sms', k, '{"text": "x"}') from unnest(array['TKOLD1', 'TKOLD2', 'TKOLD3', 'TKNEW1', 'code/1',
  'code/2', 'device/1', 'TKLATER']) k;
update messaging.outbox set created_at = now() - interval '61 minutes', last_error = 'http 503' where key like 'TKOLD%';
update messaging.outbox set created_at = now() - interval '61 minutes' where key in ('TKLATER', 'device/1');
update messaging.outbox set created_at = now() - interval '59 minutes' where key = 'TKNEW1';
update messaging.outbox set created_at = now() - interval '301 seconds' where key = 'code/1';
update messaging.outbox set next_attempt_at = now() - interval '1 hour' where key <> 'TKLATER';
update messaging.outbox set next_attempt_at = now() + interval '1 hour' where key = 'TKLATER';
create temp table got as select * from messaging.claim_due(p_topic => 'sms', p_limit => 100, p_lease_seconds => 60);
select is_empty($$ select from messaging.claim_due('sms', 100, 60) $$, 'the next worker gets nothing');
select set_eq($$ select key from got $$, array['TKNEW1', 'code/2', 'device/1'], 'what is of use is sent, no more');
select set_eq($$ select key from messaging.outbox_done where outcome = 'expired' $$,
  array['TKOLD1', 'TKOLD2', 'TKOLD3', 'code/1'], 'the rest is dropped, an hour''s receipt and a dead code');
select is((select jobs from audit.outbox where topic = 'sms' and state = 'expired'), 4::bigint, 'and counted');
select results_eq($$ select subject, times_raised from messaging.alarms where kind = 'messages_expired' order by 1 $$,
  $$ values ('sms: http 503', 1), ('sms: never tried', 1) $$, 'one alarm for each cause');
select messaging.enqueue('sms', 'TKOLD4', '{}');
update messaging.outbox set created_at = now() - interval '2 hours', next_attempt_at = now() - interval '2 minutes'
 where key = 'TKOLD4';
select is(messaging.expire_useless(p_topic => 'sms'), 1, 'later ones are dropped, too');
select is((select sum(times_raised) from messaging.alarms), 2::bigint, 'an open alarm is not raised again');
select is(messaging.expire_useless('sms'), 0, 'nothing is left');
select isnt(messaging.enqueue('sms', 'TKOLD4', '{}'), null, 'the same message is not sent after all');
select finish(); rollback;
