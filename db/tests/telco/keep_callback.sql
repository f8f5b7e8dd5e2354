begin; select plan(16);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.keep(p_kind text, p_receipt text, p_body text, p_amount text default '60',
  p_till text default '400222', p_hash bytea default sha256('sim')) returns text language sql as $$
  select pg_temp.keep_message(pg_temp.incoming(p_receipt,
    p_amount, '4628', '20261123071455', 'ref', p_hash, p_till, p_body, '0'), p_kind) $$;
create function pg_temp.retry(p_body text) returns text language sql as $$
  select mobile_money.retry_callback(callback_id)
  from mobile_money.mpesa_callbacks where body_sha256 = sha256(p_body::bytea) and outcome = 'pending' $$;
select is(pg_temp.keep('c2b_confirmation', 'QAA0000001', 'one'), 'pending', 'a message that wasn''t settled is kept');
select is((select fields from mobile_money.mpesa_callbacks),
  jsonb_build_object('receipt', 'QAA0000001', 'amount', '60', 'bill_ref', '4628', 'trans_time',
    '20261123071455', 'short_code', '400222', 'org_balance', '1000.00', 'payment_ref', 'ref', 'result_code', '0',
    'payer_hash', sha256('sim')::text, 'payer_last3', '126'), 'with all that settling needs, and no number or name');
select is((select concat_ws(' ', kind, receipt, reason, payment_ref, times_received, attempts)
    from mobile_money.mpesa_callbacks), 'c2b_confirmation QAA0000001 40P01 ref 1 0', 'and why it was kept');
select ok((select next_attempt_at between now()
    and clock_timestamp() + interval '1 second' from mobile_money.mpesa_callbacks), 'it is due at once');
select is(pg_temp.keep('c2b_confirmation', 'QAA0000001', 'one'), 'pending', 'the same bytes have the same outcome');
select is((select times_received from mobile_money.mpesa_callbacks), 2, 'they are counted');
select is(pg_temp.keep('stk_result', null, 'two', null, null, null), 'pending', 'a result without money is kept too');
select is(pg_temp.keep('c2b_confirmation', 'QAA0000009', 'three', '60', null),
  'pending', 'so is a confirmation without a PayBill');
select is(pg_temp.retry('three'), 'quarantine', 'a retry does not take it for ours');
select is((select (mobile_money.retry_callback(callback_id), count(*))::text from mobile_money.mpesa_callbacks
    where receipt = 'QAA0000001' group by callback_id), '(posted,1)', 'a retry settles a confirmation');
select is(pg_temp.keep('c2b_confirmation', 'QAA0000001', 'one'), 'pending', 'it may be kept once more');
select is(pg_temp.retry('one'), 'posted', 'then it is a repeat');
select is((select count(*)::int from fares.fares), 1, 'there is one fare');
select is(pg_temp.keep('c2b_confirmation', repeat('Q', 50000), 'four'), 'pending', 'a very long receipt is kept');
select is((select concat_ws(' ', length(receipt), mobile_money.retry_callback(callback_id))
    from mobile_money.mpesa_callbacks where body_sha256 = sha256('four')),
  '64 quarantine', 'its first 64 characters, and quarantined later');
select is(pg_temp.changed(),
  'fares.fares ledger.journals ledger.ledger_entries loyalty.loyalty_accounts loyalty.loyalty_transactions '
  'messaging.alarms mobile_money.mpesa_callbacks '
  'mobile_money.payments', 'nothing else changed');
select finish(); rollback;
