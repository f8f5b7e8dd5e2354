begin; select plan(15);
select messaging.enqueue('test', k, jsonb_build_object('n', k)) from unnest(array['a', 'b', 'c']) k;
update messaging.outbox set next_attempt_at = now() - interval '1 minute' where topic = 'test' and key = 'b';
update messaging.outbox set next_attempt_at = now() + interval '1 hour' where topic = 'test' and key = 'c';
create temp table got as select * from messaging.claim_due(p_topic => 'test', p_limit => 1, p_lease_seconds => 60);
select is((select count(*) from got), 1::bigint, 'no more than asked for are leased');
select is((select key from got), 'b', 'the one that is due longest goes first');
select is((select attempt from got), 1, 'it is the first attempt');
select results_eq($$ select state, lease_until > now() + interval '50 seconds' from messaging.outbox where outbox_id =
  (select outbox_id from got) $$, $$ values ('leased', true) $$, 'the message is leased for the time asked for');
select results_eq($$ select key from messaging.claim_due('test', 10, 60) $$, $$ select k
  from unnest(array['a', 'b']) k where k <> (select key from got) $$, 'the next claim takes the other one that is due');
select is_empty($$ select * from messaging.claim_due('test', 10, 60) $$, 'leased and later messages stay');
select is_empty($$ select * from messaging.claim_due('another', 10, 60) $$, 'other topics stay');
select throws_ok(format('select * from messaging.claim_due(''test'', %L, %L)', t.n, t.seconds),
  'LFV50', null, t.sentence || ' is refused') from (values (0, 60, 'a limit of zero'), (1, 901, 'a very long lease'),
  (null, 60, 'a missing limit'), (1, null, 'a missing lease')) as t(n, seconds, sentence);
select messaging.enqueue('sms', 'QOLD000001', '{}') as old \gset
update messaging.outbox set created_at = now() - interval '2 hours' where outbox_id = :old;
select is_empty($$ select * from messaging.claim_due('sms', 10, 60) $$, 'what outlived its use is not sent');
select is_empty(format('select from messaging.outbox where outbox_id = %s', :old), 'but dropped');
select messaging.enqueue('sms', k, '{}') from unnest(array['QOLD000002', 'QNEW000001', 'QNEW000002', 'QNEW000003']) k;
update messaging.outbox set created_at = now() - interval '2 hours', next_attempt_at = now() - interval '1 minute'
 where key = 'QOLD000002';
select is((select count(*) from messaging.claim_due('sms', 2, 60)), 2::bigint, 'in its place another one is');
select is((select attempts from messaging.outbox where topic = 'test' and key = 'c'), 0, 'nothing else changed');
select finish(); rollback;
