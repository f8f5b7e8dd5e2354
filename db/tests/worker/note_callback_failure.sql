begin; select plan(5); set constraints all immediate;
insert into mobile_money.mpesa_callbacks (kind, receipt, outcome, body_sha256, fields, attempts,
  next_attempt_at) values ('c2b_confirmation', 'QKA', 'pending', sha256('a'), '{}', 800, now());
select is(worker.note_callback_failure(p_callback_id => callback_id, p_error => '23514'), 'pending',
  'a message is tried again, however often it was') from mobile_money.mpesa_callbacks where receipt = 'QKA';
select is((select reason from mobile_money.mpesa_callbacks where receipt = 'QKA'), '23514', 'its cause is stored');
select is_empty($$ select from messaging.alarms $$, 'it raises no alarm of its own');
select is(worker.note_callback_failure(-1, 'x'), 'settled', 'one that is gone was settled');
update mobile_money.mpesa_callbacks set outcome = 'quarantine', fields = null, next_attempt_at = null;
select is(worker.note_callback_failure(callback_id, 'x') || reason, 'settled23514', 'a settled one keeps its reason')
  from mobile_money.mpesa_callbacks;
select finish(); rollback;
