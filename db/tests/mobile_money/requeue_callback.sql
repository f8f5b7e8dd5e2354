begin;
select plan(5);
insert into mobile_money.mpesa_callbacks (kind, receipt, outcome, body_sha256, body_sealed, fields, attempts,
  next_attempt_at)
values ('c2b_confirmation', 'QKB', 'pending', sha256('b'), '\x00', '{}', 8, 'infinity');
create temp table kept as select callback_id as id from mobile_money.mpesa_callbacks where receipt = 'QKB';
select messaging.raise_alarm('callback_stuck', 'QKB', 'x');
select is(mobile_money.requeue_callback(p_callback_id => (select id from kept), p_by => 'user:7'), 'pending',
  'it waits for its turn again');
select is((select count(*) from worker.claim_callbacks(10)), 1::bigint, 'at once');
select is((select acknowledged_by from messaging.alarms where kind = 'callback_stuck' and subject = 'QKB'), 'user:7',
  'its alarm is put aside');
select isnt_empty($$ select from audit.change_log where action = 'requeue_callback' and after ->> 'by' = 'user:7' $$,
  'who did it is in the audit log');
select throws_ok($$ select mobile_money.requeue_callback(-1, 'user:7') $$, 'LFN52', null,
  'nothing waits under another id');
select finish();
rollback;
