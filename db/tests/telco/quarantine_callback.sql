begin; select plan(7);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.quarantine(p_kind text, p_receipt text) returns text language sql as $$
  select telco.quarantine_callback(p_kind => p_kind,
  p_reason => 'not JSON', p_receipt => p_receipt, p_body_sealed => '\x05', p_body_sha256 => sha256('one')) $$;
select is(pg_temp.quarantine('c2b_confirmation', null), 'quarantine', 'a body that can''t be read is kept');
select is((select concat_ws(' ', kind, outcome, reason, encode(body_sealed, 'hex'), times_received)
    from mobile_money.mpesa_callbacks join mobile_money.callback_bodies using (callback_id)),
  'c2b_confirmation quarantine not JSON 05 1', 'sealed, with the reason');
select is(pg_temp.quarantine('c2b_confirmation', null), 'quarantine', 'a repeat has the same outcome');
select is((select concat_ws(' ', times_raised, subject) from messaging.alarms),
  '2 ' || encode(sha256('one'), 'hex'), 'the alarm counts both');
select is(pg_temp.quarantine('payout_result', 'QAA0000001'), 'quarantine', 'as another kind it is another message');
select telco.quarantine_callback(p_kind => 'k', p_reason => 'r', p_receipt => 'QAA0000002', p_amount => '42.00',
  p_received_at => '2026-01-01 00:00+03', p_body_sealed => '\x05', p_body_sha256 => sha256('two')) \g /dev/null
select is((select concat_ws(' ', receipt, amount_cents, received_at = '2026-01-01 00:00+03')
  from mobile_money.mpesa_callbacks where kind = 'k'), 'QAA0000002 4200 t', 'receipt, amount and time are kept');
select is(pg_temp.changed(), 'audit.change_log messaging.alarms mobile_money.mpesa_callbacks', 'nothing else changed');
select finish(); rollback;
