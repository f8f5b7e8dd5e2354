begin; select plan(13); set constraints all immediate;
select messaging.enqueue('test', 'a', '{}') as id \gset
create function pg_temp.claim() returns bigint language sql as $$ update messaging.outbox
  set next_attempt_at = now() where topic = 'test'; select count(*) from worker.claim_jobs('test', 1, 60) $$;
select pg_temp.claim();
select is(worker.fail_job(p_outbox_id => :id, p_attempt => 1, p_error => 'http 500', p_retry_after_seconds => null),
  'ready', 'a message is tried again');
select results_eq($$ select state, failures, last_error, next_attempt_at > now() + interval '2 seconds'
  from messaging.outbox where key = 'a' $$, $$ values ('ready', 1, 'http 500', true) $$, 'later, with its cause');
select is(worker.fail_job(:id, 1, 'http 500', null), 'fenced', 'one failure counts once');
select pg_temp.claim();
select is(worker.fail_job(:id, 1, 'late', null), 'fenced', 'a late report does not free what another worker sends now');
select is((select state || failures from messaging.outbox where key = 'a'), 'leased1', 'its lease stays');
select is(worker.fail_job(:id, 2, 'busy', 120), 'ready', 'the gateway may name a time');
select ok((select next_attempt_at between now() + interval '120 seconds'
  and statement_timestamp() + interval '120 seconds' from messaging.outbox where outbox_id = :id), 'which is kept');
update messaging.outbox set failures = 7 where outbox_id = :id;
select pg_temp.claim();
select is(worker.fail_job(:id, 3, 'http 503', null), 'dead', 'the eighth failure in a row is the last');
select is((select detail from messaging.alarms where kind = 'dead_letter' and subject = 'test: http 503'),
  'failed 8 times', 'an alarm has the cause');
select is(pg_temp.claim(), 0::bigint, 'and it is not tried again');
select messaging.enqueue('stk_push', 'ref', '{}') as push \gset
update messaging.outbox set state = 'leased', lease_until = now(), attempts = 1, failures = 40 where outbox_id = :push;
select is(worker.fail_job(:push, 1, 'not sent', 3), 'ready', 'a payment prompt ends by its age, not by its failures');
update messaging.outbox set state = 'leased', lease_until = now(), attempts = 2 where outbox_id = :push;
select worker.fail_job(:push, 2, 'busy', 3601) \g /dev/null
select ok((select next_attempt_at < now() + interval '3500 seconds' from messaging.outbox where outbox_id = :push),
  'a gateway may not name a time later than an hour');
select messaging.enqueue('payout', 'ref', '{}') as payout \gset
update messaging.outbox set state = 'leased', lease_until = now(), attempts = 1, failures = 40
 where outbox_id = :payout;
select is(worker.fail_job(:payout, 1, 'not sent', 3), 'ready',
  'a payout is tried until the operator takes or refuses it');
select finish(); rollback;
