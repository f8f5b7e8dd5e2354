begin;
select plan(8);
create temp table job as select messaging.enqueue('test', 'a', '{}') as id;
update messaging.outbox set state = 'dead', failures = 8, attempts = 9 where outbox_id = (select id from job);
select messaging.raise_alarm('dead_letter', 'test:a', 'http 500');
select is(messaging.retry_dead(p_outbox_id => (select id from job), p_by => 'user:7'), 'ready', 'it is ready again');
select results_eq($$ select state, failures, attempts from messaging.outbox where outbox_id = (select id from job) $$,
  $$ values ('ready', 0, 9) $$, 'with all its tries, and attempts that go on counting');
select results_eq($$ select acknowledged_by, acknowledged_reason from messaging.alarms where subject = 'test:a' $$,
  $$ values ('user:7', 'sent again') $$, 'its alarm is put aside');
select isnt_empty($$ select from audit.change_log where action = 'retry_dead' and after ->> 'by' = 'user:7' $$,
  'who did it is in the audit log');
select results_eq($$ select attempt from messaging.claim_due('test', 1, 60) $$, $$ values (10) $$,
  'the next attempt has a number of its own');
select throws_ok($$ select messaging.retry_dead((select id from job), 'user:7') $$, 'LFN51', null,
  'only a dead message can be retried');
select throws_ok($$ select messaging.retry_dead(-1, 'user:7') $$, 'LFN51', null, 'and only one that exists');
select is((select state from messaging.outbox where outbox_id = (select id from job)), 'leased',
  'a refusal changes nothing');
select finish();
rollback;
