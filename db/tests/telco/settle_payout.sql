begin; select plan(24);
\ir ../fixtures/money_out.psql
create function pg_temp.result(p_id bigint, p_code text, p_receipt text default null, p_amount text default null,
  p_body text default null, p_utility text default null, p_received_at timestamptz default null) returns text
  language sql as $$
  select outcome from telco.settle_payout(p_payout_ref => coalesce(pg_temp.ref(p_id), 'none'), p_result_code => p_code,
    p_said_receipt => p_receipt, p_said_amount => p_amount, p_said_at => '29.11.2026 10:00:00',
    p_said_utility => p_utility, p_said_working => null, p_body_sealed => '\x01', p_received_at => p_received_at,
    p_body_sha256 => sha256(coalesce(p_body, concat_ws('|', p_id, p_code, p_receipt, p_amount))::bytea)) $$;
create function pg_temp.make() returns bigint language plpgsql as $$
declare
  v_id bigint := pg_temp.open_payout(p_cents => 10000, p_fee => 0);
begin
  perform pg_temp.send(v_id);
  return v_id;
end $$;
select pg_temp.make() as id \gset
select is(pg_temp.result(:id, '0', 'QSPA000001', '100.00', p_utility => '5000.50'), 'paid', 'success');
select is((select cents from payouts.float_balances where account = 'utility'), 500050::bigint, 'with the balance');
select is(pg_temp.result(:id, '0', 'QSPA000001', '100.00', p_utility => '1.00'), 'paid', 'the same again');
select is((select cents from payouts.float_balances where account = 'utility'), 500050::bigint, 'says no new balance');
select results_eq($$ select outcome, times_received, receipt from mobile_money.mpesa_callbacks
  where kind = 'payout_result' $$, $$ values ('paid', 2, 'QSPA000001') $$, 'one message, received twice');
select is((select count(*) from ledger.journals where kind = 'payout'), 1::bigint, 'one journal');
select is(pg_temp.result(:id, '1'), 'conflict', 'then a failure');
select matches((select detail from messaging.alarms where kind = 'conflict_callback'),
  'payout_result: code 1 for a payout of 100.* that was paid', 'staff hear of it');
select pg_temp.make() as failed \gset
select is(pg_temp.result(:failed, '2040'), 'failed', 'a failure');
select is(pg_temp.result(:failed, '0', 'QSPA000002', '100'), 'conflict', 'then a success moves nothing');
select is(pg_temp.state(:failed), 'failed', 'it stays failed');
select is(pg_temp.result(pg_temp.make(), c, r, a) , o, t) from (values
  ('timeout', null, null, 'unknown', 'the queue gave up'), ('9999', null, null, 'unknown', 'a code nobody knows'),
  (null, null, null, 'unknown', 'no code'), ('0', null, '100', 'unknown', 'no receipt'),
  ('0', 'QSPA000003', 'NaN', 'unknown', 'an amount that can''t be read'),
  ('0', 'QSPA000004', '100.01', 'conflict', 'another amount'), ('0', 'QSPA000005', null, 'paid', 'no amount'),
  ('0', 'QSPA000001', '100', 'conflict', 'a receipt that is taken')) v(c, r, a, o, t);
select is((select string_agg(distinct kind, ' ' order by kind) from mobile_money.mpesa_callbacks
  where kind like 'payout%'), 'payout_result payout_timeout', 'both kinds of message are kept');
select is(pg_temp.result(null, '0', 'QSPA000009', '100'), 'quarantine', 'no such payout');
select pg_temp.result(pg_temp.make(), '26', p_body => 'spooled', p_received_at => '2026-11-01 00:00+03') \g /dev/null
select is((select received_at from mobile_money.mpesa_callbacks where body_sha256 = sha256('spooled')),
  '2026-11-01 00:00+03', 'a spooled message came when it came');
select ok(pg_temp.clearing_is_right(), 'clearing holds what is open');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;
