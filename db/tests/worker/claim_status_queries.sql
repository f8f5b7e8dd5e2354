begin; select plan(7);
\ir ../fixtures/one_vehicle.psql
select pg_temp.confirm(pg_temp.incoming('QAA000000' || n, n || '500.00')) from generate_series(1, 2) n;
select results_eq($$ select c.attempt, c.receipt, c.ref = v.ref, c.short_code
  from worker.claim_status_queries(p_limit => 10, p_lease_seconds => 60) c join mobile_money.verifications v
  using (receipt) order by 2 $$,
  $$ values (1, 'QAA0000001', true, '400222'), (1, 'QAA0000002', true, '400222') $$, 'all that the question needs');
select is_empty($$ select * from worker.claim_status_queries(10, 60) $$, 'a second worker gets nothing');
update messaging.outbox set lease_until = now() - interval '1 second';
select is(worker.release_leases(), 2, 'a worker died');
select mobile_money.decide_verification('QAA0000001', 'verified', '0', 'Completed', '1500.00');
select is((select string_agg(receipt, ' ') from worker.claim_status_queries(10, 60)), 'QAA0000002',
  'another worker asks, but not what was answered meanwhile');
select is((select string_agg(key, ' ') from messaging.outbox_done where topic = 'status_query'), 'QAA0000001/1',
  'which is finished');
select throws_ok('select * from worker.claim_status_queries(0, 60)', 'LFV50', null, 'a limit of none');
select is((select state from mobile_money.verifications where receipt = 'QAA0000002'), 'wanted',
  'a claimed question is not yet asked');
select finish(); rollback;
