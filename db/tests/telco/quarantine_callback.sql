begin; select plan(6);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.quarantine(p_kind text, p_receipt text) returns text language sql as $$
  select telco.quarantine_callback(p_kind => p_kind,
  p_reason => 'not JSON', p_receipt => p_receipt, p_body_sealed => '\x05', p_body_sha256 => sha256('one')) $$;
select is(pg_temp.quarantine('c2b_confirmation', null), 'quarantine', 'a body that can''t be read is kept');
select is((select concat_ws(' ', kind, outcome, reason, encode(body_sealed, 'hex'), times_received)
    from mobile_money.mpesa_callbacks), 'c2b_confirmation quarantine not JSON 05 1', 'sealed, with the reason');
select is(pg_temp.quarantine('c2b_confirmation', null), 'quarantine', 'a repeat has the same outcome');
select is((select concat_ws(' ', times_raised, subject) from messaging.alarms),
  '2 ' || encode(sha256('one'), 'hex'), 'the alarm counts both');
select is(pg_temp.quarantine('payout_result', 'QAA0000001'), 'quarantine', 'as another kind it is another message');
select is(pg_temp.changed(), 'audit.change_log messaging.alarms mobile_money.mpesa_callbacks', 'nothing else changed');
select finish(); rollback;
