begin;
\ir ../fixtures/one_vehicle.psql
select plan(18);
create function pg_temp.keep(p_outcome text, p_receipt text, p_body text, p_ref text default null) returns text language
  sql as $$ select outcome || coalesce(' ' || journal_id, '') from mobile_money.store_rejected(p_kind => 'stk_result',
  p_outcome => p_outcome, p_receipt => p_receipt, p_reason => 'because', p_payment_ref => p_ref,
  p_payer_hash => sha256('payer'), p_body_sealed => '\x01', p_body_sha256 => sha256(p_body::bytea)) $$;
create function pg_temp.kept(p_body text) returns text language sql as $$ select (kind, receipt, outcome, reason,
  times_received, payment_ref)::text from mobile_money.mpesa_callbacks where body_sha256 = sha256(p_body::bytea) $$;
select is(pg_temp.keep('quarantine', null, 'one'), 'quarantine', 'an unusable message is kept');
select is(pg_temp.kept('one'), '(stk_result,,quarantine,because,1,)', 'with its reason');
select is((select payer_hash from mobile_money.mpesa_callbacks), sha256('payer'), 'and whose it is');
select is(pg_temp.keep('quarantine', null, 'one'), 'quarantine', 'the same bytes again');
select is(pg_temp.kept('one'), '(stk_result,,quarantine,because,2,)', 'are counted');
select is((select (kind, times_raised)::text from messaging.alarms where subject = encode(sha256('one'), 'hex')),
  '(quarantine_callback,2)', 'an operator is told, by the hash where there is no receipt');
select is(pg_temp.keep('failed', null, 'two', 'ab3xy'), 'failed', 'a push that failed is kept');
select is(pg_temp.keep('failed', null, 'three', 'ab3xy'), 'failed', 'another message about it, too');
select is((select count(*)::int from messaging.alarms), 1, 'a failed push alarms nobody');
select is(pg_temp.keep('conflict', 'QTWO', 'three', 'ab3xy'),
  'conflict', 'the same bytes, now that the payment is known: they contradict it');
select is(pg_temp.kept('three'), '(stk_result,QTWO,conflict,because,2,ab3xy)', 'and stand where the alarm says');
select is(pg_temp.keep('failed', null, 'three', 'ab3xy') || ' ' || pg_temp.kept('three'),
  'conflict (stk_result,QTWO,conflict,because,3,ab3xy)', 'for good');
select is(pg_temp.keep('conflict', repeat('Q', 5000), 'four', repeat('r', 5000)), 'conflict', 'a monstrous receipt');
select is(pg_temp.kept('four'), format('(stk_result,%s,conflict,because,1,%s)', repeat('Q', 40), repeat('r', 64)),
  'is kept as far as it is readable');
select is((select subject from messaging.alarms where kind = 'conflict_callback' and subject <> 'QTWO'),
  repeat('Q', 40), 'and told as far');
select throws_ok($$select mobile_money.store_rejected('x', 'quarantine', null, null, null, null, '\x01', '\x00')$$,
  '23514', null, 'a hash is a whole one');
select outcome from mobile_money.store_rejected('stk_result',
  'quarantine', null, 'because', null, '\x0102', '\x01', sha256('five')) \g /dev/null
select is((select row(outcome, payer_hash)::text from mobile_money.mpesa_callbacks where body_sha256 = sha256('five')),
  '(quarantine,)', 'what is no hash is nobody''s, and the message is kept');
select is(pg_temp.changed(), 'audit.change_log messaging.alarms mobile_money.mpesa_callbacks', 'nothing else changed');
select finish();
rollback;
