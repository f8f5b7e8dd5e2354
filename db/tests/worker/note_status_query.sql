begin; select plan(17);
\ir ../fixtures/one_vehicle.psql
select pg_temp.confirm(pg_temp.incoming('QAA000000' || n, n || '500.00')) from generate_series(1, 2) n;
create temp table got as select * from worker.claim_status_queries(p_limit => 10, p_lease_seconds => 60);
create function pg_temp.note(p_receipt text, p_error text) returns text language sql as $$
  select worker.note_status_query(p_outbox_id => g.outbox_id, p_attempt => g.attempt, p_receipt => g.receipt,
    p_error => p_error) from got g where g.receipt = p_receipt $$;
create function pg_temp.state(p_receipt text) returns text language sql as $$ select concat_ws(' ',
  state, attempts, asked_at is not null) from mobile_money.verifications where receipt = p_receipt $$;
select is(pg_temp.note('QAA0000001', null), 'ready', 'M-Pesa accepted the question');
select is(pg_temp.state('QAA0000001'), 'asked 1 t', 'it is asked');
select ok((select next_attempt_at > statement_timestamp() + interval '15 seconds' from messaging.outbox
  where key = 'QAA0000001/1'), 'and asked again only when the answer had time to come');
select is(pg_temp.note('QAA0000001', null), 'fenced', 'reported twice, it counts once');
select is(pg_temp.state('QAA0000001'), 'asked 1 t', 'the state is the same');
select is(pg_temp.note('QAA0000002', 'NotSentError'), 'ready', 'M-Pesa could not be reached');
select is(pg_temp.state('QAA0000002'), 'wanted 1 f', 'the question is not asked yet');
update messaging.outbox set failures = 7, next_attempt_at = statement_timestamp() where topic = 'status_query';
delete from got;
insert into got select * from worker.claim_status_queries(p_limit => 10, p_lease_seconds => 60);
select is((select worker.note_status_query(g.outbox_id, g.attempt - 1, g.receipt, null) from got g
  where g.receipt = 'QAA0000002'), 'fenced', 'a late report does not free what another worker asks now');
select is(pg_temp.state('QAA0000002'), 'wanted 1 f', 'nor does it count');
select is(pg_temp.note('QAA0000002', '500.001.1001'), 'dead', 'after eight times it waits for staff');
select is(pg_temp.state('QAA0000002'), 'unknown 2 f', 'the payment stays unknown');
select is((select subject || ': ' || detail from messaging.alarms where kind = 'payment_unverified'),
  'QAA0000002: asked 2 times, no answer that says yes or no; last: 500.001.1001', 'an alarm has the cause');
select is((select held_cents from audit.verifications where receipt = 'QAA0000002'), 250000::bigint, 'it stays held');
select mobile_money.decide_verification('QAA0000001', 'verified', '0', 'Completed', '1500.00');
select is(pg_temp.note('QAA0000001', null), 'done', 'an answer came before the report');
select is(pg_temp.state('QAA0000001'), 'verified 1 t', 'it stands');
select is(pg_temp.note('QAA0000001', null), 'done', 'a second report is the same');
select is(worker.note_status_query(p_outbox_id => -1, p_attempt => 1, p_receipt => 'QNONE00001', p_error => null),
  'fenced', 'no such question');
select finish(); rollback;
