begin;
set constraints all immediate;
select plan(9);
create temp table job as select messaging.enqueue('test', 'a', '{}') as id;
select * from worker.claim_jobs('test', 1, 60);
select is(worker.fail_job(p_outbox_id => (select id from job), p_attempt => 1, p_error => 'http 500',
  p_retry_after_seconds => null), 'ready', 'it will be tried again');
select results_eq($$ select state, failures, last_error, next_attempt_at > now() + interval '2 seconds'
  from messaging.outbox where outbox_id = (select id from job) $$,
  $$ values ('ready', 1, 'http 500', true) $$, 'later, and the cause is kept');
select is(worker.fail_job((select id from job), 1, 'http 500', null), 'fenced', 'one failure counts once');
update messaging.outbox set next_attempt_at = now() where outbox_id = (select id from job);
select * from worker.claim_jobs('test', 1, 60);
select is(worker.fail_job((select id from job), 2, 'busy', 120), 'ready', 'the gateway may name a time');
select ok((select next_attempt_at between now() + interval '120 seconds'
  and statement_timestamp() + interval '120 seconds' from messaging.outbox where outbox_id = (select id from job)),
  'and is left alone until then');
update messaging.outbox set next_attempt_at = now(), failures = 7 where outbox_id = (select id from job);
select * from worker.claim_jobs('test', 1, 60);
select is(worker.fail_job((select id from job), 3, 'http 503', null), 'dead',
  'the eighth failure in a row is the last');
select is((select detail from messaging.alarms where kind = 'dead_letter' and subject = 'test:a'), 'http 503',
  'an operator is told, with the cause');
select is_empty($$ select * from worker.claim_jobs('test', 1, 60) $$, 'and nobody tries it again');
select messaging.enqueue('stk_push', 'ref', '{}');
update messaging.outbox set state = 'leased', lease_until = now(), attempts = 1, failures = 40 where topic = 'stk_push'
  and key = 'ref';
select is(worker.fail_job(outbox_id, 1, 'not sent', 3), 'ready',
  'a payment prompt ends by its age, not by its failures') from messaging.outbox where topic = 'stk_push' and key
  = 'ref';
select finish();
rollback;
