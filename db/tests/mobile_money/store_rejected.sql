begin; select plan(19);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.store(p_outcome text, p_receipt text,
  p_body text, p_ref text default null, p_payer bytea default sha256('payer')) returns text language sql as $$
  select outcome || coalesce(' ' || journal_id, '') from mobile_money.store_rejected(p_kind => 'stk_result',
  p_outcome => p_outcome, p_receipt => p_receipt, p_reason => 'because',
  p_payment_ref => p_ref, p_payer_hash => p_payer, p_body_sealed => '\x01', p_body_sha256 => sha256(p_body::bytea)) $$;
create function pg_temp.stored(p_body text) returns text language sql as $$ select (kind, receipt, outcome, reason,
  times_received, payment_ref)::text from mobile_money.mpesa_callbacks where body_sha256 = sha256(p_body::bytea) $$;
select is(pg_temp.store('quarantine', null, 'one'), 'quarantine', 'an unusable message is stored');
select is(pg_temp.stored('one'), '(stk_result,,quarantine,because,1,)', 'with its reason');
select is((select payer_hash from mobile_money.mpesa_callbacks), sha256('payer'), 'and the payer''s hash');
select is(pg_temp.store('quarantine', null, 'one'), 'quarantine', 'the same bytes have the same outcome');
select is(pg_temp.stored('one'), '(stk_result,,quarantine,because,2,)', 'they are counted');
select is((select (kind, times_raised)::text from messaging.alarms where subject = encode(sha256('one'), 'hex')),
  '(quarantine_callback,2)', 'the alarm has the body''s hash where there is no receipt');
select is(pg_temp.store('failed', null, 'two', 'ab3xy'), 'failed', 'a failed push is stored');
select is(pg_temp.store('failed', null, 'three', 'ab3xy'), 'failed', 'so is another message about it');
select is((select count(*)::int from messaging.alarms), 1, 'a failed push raises no alarm');
select is(pg_temp.store('conflict', 'QTWO', 'three', 'ab3xy'), 'conflict', 'the same bytes may contradict a later one');
select is(pg_temp.stored('three'), '(stk_result,QTWO,conflict,because,2,ab3xy)', 'then the message becomes a conflict');
select is(pg_temp.store('failed', null, 'three', 'ab3xy') || ' ' || pg_temp.stored('three'),
  'conflict (stk_result,QTWO,conflict,because,3,ab3xy)', 'and stays one');
select is(pg_temp.store('conflict', repeat('Q', 5000), 'four', repeat('r', 5000)), 'conflict', 'so is a very long one');
select is(pg_temp.stored('four'),
  format('(stk_result,%s,conflict,because,1,%s)', repeat('Q', 40), repeat('r', 64)), 'its first 40 characters');
select is((select subject from messaging.alarms where kind = 'conflict_callback' and subject <> 'QTWO'),
  repeat('Q', 40), 'the alarm has them too');
select throws_ok($$select mobile_money.store_rejected('x', 'quarantine', null, null, null, null, '\x01', '\x00')$$,
  '23514', null, 'a body''s hash has 32 bytes');
select pg_temp.store('quarantine', null, 'five', null, '\x0102') \g /dev/null
select is((select row(outcome, payer_hash)::text from mobile_money.mpesa_callbacks where body_sha256 = sha256('five')),
  '(quarantine,)', 'a payer''s hash of another length is not stored, the message is');
select is(pg_temp.changed(), 'audit.change_log messaging.alarms mobile_money.mpesa_callbacks', 'nothing else changed');
select pg_temp.confirm(pg_temp.incoming('QAA0000001', p_body => 'six'), 'stk_result'),
  pg_temp.store('conflict', 'QAA0000001', 'six') \g /dev/null
select is((select array_agg(outcome order by outcome) from mobile_money.mpesa_callbacks
  where body_sha256 = sha256('six')), '{conflict,posted}', 'what was posted stays posted');
select finish(); rollback;
