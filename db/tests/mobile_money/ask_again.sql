begin; select plan(13);
\ir ../fixtures/one_vehicle.psql
select pg_temp.confirm(pg_temp.incoming('QAA000000' || n, n || '500.00')) from generate_series(1, 2) n;
create function pg_temp.ask(p_receipt text) returns text language sql as $$
  select mobile_money.ask_again(p_receipt => p_receipt, p_by => 'user:7') $$;
select throws_ok($$ select pg_temp.ask('QAA0000001') $$, 'LFN43', null, 'an open query is not asked again');
select throws_ok($$ select pg_temp.ask('QNONE00001') $$, 'LFN43', null, 'an unknown payment is not asked about');
select mobile_money.decide_verification('QAA0000001', 'differs', 'R000002', null, null);
update mobile_money.verifications set state = 'unknown' where receipt = 'QAA0000002';
update messaging.outbox set state = 'dead', failures = 8 where key = 'QAA0000002/1';
select ref as before from mobile_money.verifications where receipt = 'QAA0000001' \gset
select pg_temp.remember();
select is(pg_temp.ask('QAA0000001'), 'wanted', 'after a no, staff may ask again');
select is((select concat_ws(' ', state, round, ref <> :'before', decided_at is null)
    from mobile_money.verifications where receipt = 'QAA0000001'),
  'wanted 2 t t', 'the new query has a new address, so that a late answer is not taken for the new one');
select is((select state from messaging.outbox where topic = 'status_query' and key = 'QAA0000001/2'),
  'ready', 'the query is queued');
select is((select held_cents from audit.verifications where receipt = 'QAA0000001'),
  150000::bigint, 'the money is still held');
select is((select acknowledged_by from messaging.alarms where kind = 'payment_differs'), 'user:7', 'so is its alarm');
select is(pg_temp.ask('QAA0000002'), 'wanted', 'after no answer, staff may ask again');
select is((select concat_ws(' ', state, failures) from messaging.outbox where key = 'QAA0000002/1'),
  'ready 0', 'the query has all its tries');
savepoint answered;
update mobile_money.verifications set state = 'unknown' where receipt = 'QAA0000002';
update messaging.outbox set state = 'leased', lease_until = now() where key = 'QAA0000002/1';
select is(pg_temp.ask('QAA0000002') || (select state from messaging.outbox where key = 'QAA0000002/1'),
  'wantedleased', 'a query that is being asked stays with its worker');
update mobile_money.verifications set state = 'verified', decided_at = now() where receipt = 'QAA0000001';
select throws_ok($$ select pg_temp.ask('QAA0000001') $$, 'LFN43', null, 'what was confirmed is not asked again');
rollback to answered;
select is((select count(*) from audit.change_log where action = 'ask_again'), 2::bigint, 'the audit log has who asked');
select is(pg_temp.changed(),
  'audit.change_log messaging.alarms messaging.outbox mobile_money.verifications', 'nothing else changed');
select finish(); rollback;
