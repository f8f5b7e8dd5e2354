begin; select plan(9);
select messaging.enqueue('test', 'a', '{}') as job, messaging.enqueue('test', 'b', '{}') as other \gset
update messaging.outbox set state = 'dead', failures = 8, attempts = 9, last_error = 'http 500';
select messaging.raise_alarm('dead_letter', 'test: http 500', 'failed 8 times');
create function pg_temp.alarm() returns text language sql as $$
  select concat_ws(' ', acknowledged_by, acknowledged_reason) from messaging.alarms where subject = 'test: http 500' $$;
select is(messaging.retry_dead(p_outbox_id => :job, p_by => 'user:7'), 'ready', 'the message is ready again');
select is((select concat_ws(' ', state, failures, attempts) from messaging.outbox where outbox_id = :job),
  'ready 0 9', 'with all its tries; its attempts count on');
select is(pg_temp.alarm(), '', 'the alarm stays while another message of its cause is dead');
select messaging.retry_dead(:other, 'user:7');
select is(pg_temp.alarm(), 'user:7 sent again', 'the last one acknowledges it');
select isnt_empty($$ select from audit.change_log where action = 'retry_dead' and after ->> 'by' = 'user:7' $$,
  'the audit log has who did it');
select results_eq($$ select attempt from messaging.claim_due('test', 2, 60) $$,
  $$ values (10), (10) $$, 'the next attempt has its own number');
select throws_ok(format('select messaging.retry_dead(%s, ''user:7'')', :job),
  'LFN51', null, 'a message that is not dead is refused');
select throws_ok($$ select messaging.retry_dead(-1, 'user:7') $$, 'LFN51', null, 'so is an unknown message');
select is((select state from messaging.outbox where outbox_id = :job), 'leased', 'a refusal changes nothing');
select finish(); rollback;
