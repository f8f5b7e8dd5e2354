begin; select plan(5); set constraints all immediate;
insert into mobile_money.mpesa_callbacks (kind, receipt, outcome, body_sha256, body_sealed, fields, attempts,
  next_attempt_at) values
  ('c2b_confirmation', 'QKA', 'pending', sha256('a'), '\x00', '{}', 1, now()),
  ('c2b_confirmation', 'QKB', 'pending', sha256('b'), '\x00', '{}', 8, 'infinity');
create function pg_temp.note(p_receipt text) returns text language sql as $$
  select worker.note_callback_failure(p_callback_id => callback_id, p_error => '23514')
    from mobile_money.mpesa_callbacks where receipt = p_receipt $$;
select is(pg_temp.note('QKA'), 'pending', 'a message is tried again');
select is((select reason from mobile_money.mpesa_callbacks where receipt = 'QKA'), '23514', 'its cause is stored');
select is(pg_temp.note('QKB'), 'stuck', 'the attempts of another are used up');
select is((select detail from messaging.alarms where kind = 'callback_stuck' and subject = 'QKB'),
  'c2b_confirmation not settled after 8 tries: 23514', 'an alarm has the cause');
select is(worker.note_callback_failure(-1, 'x'), 'settled', 'one that is gone was settled');
select finish(); rollback;
