begin; select plan(45);
\ir ../fixtures/one_vehicle.psql
select pg_temp.confirm(pg_temp.incoming('QAA00000' || to_char(n, 'FM00'), n || '500.00')) from generate_series(1, 20) n;
select pg_temp.remember();
create function pg_temp.answer(p_receipt text, p_code text, p_status text default 'Completed', p_amount
  text default null, p_body text default null, p_said text default null) returns text language sql as $$ select outcome
  from telco.settle_status(p_ref => coalesce((select ref from mobile_money.verifications where receipt = p_receipt),
    repeat('x', 500)), p_result_code => p_code, p_said_receipt => nullif(coalesce(p_said, p_receipt), '-'),
  p_said_status => p_status, p_said_amount => nullif(coalesce(p_amount, (select (amount_cents / 100)::text
    from mobile_money.payments where receipt = p_receipt)), '-'), p_body_sealed => '\x05',
  p_body_sha256 => sha256(coalesce(p_body, concat_ws('|', p_receipt, p_code, p_status, p_amount, p_said))::bytea)) $$;
create function pg_temp.held(p_receipt text) returns text language sql as $$
  select state || ' ' || held_cents from audit.verifications where receipt = p_receipt $$;
select is(pg_temp.answer('QAA0000001', 'timeout'), 'unknown', 'a timeout is no answer');
select is(pg_temp.answer('QAA0000001', '2001'), 'unknown', 'a refused credential is no answer');
select is(pg_temp.answer('QAA0000001', '0', 'Pending'), 'unknown', 'an unfinished payment is no answer');
select is(pg_temp.held('QAA0000001'), 'wanted 150000', 'without an answer nothing is released');
select is(pg_temp.answer('QAA0000001', '0'), 'verified', 'a yes verifies the payment');
select is(pg_temp.held('QAA0000001'), 'verified 0', 'and releases it, although we have not noted yet that we asked');
select decided_at as decided from mobile_money.verifications where receipt = 'QAA0000001' \gset
select is(pg_temp.answer('QAA0000001', '0'), 'verified', 'a second yes has the same outcome');
select is((select times_received from audit.callbacks where receipt = 'QAA0000001' and outcome = 'verified'),
  2, 'it is counted');
select is((select decided_at from mobile_money.verifications where receipt = 'QAA0000001'), :'decided', 'once decided');
select is(pg_temp.answer('QAA0000001', '2001', p_body => 'late'), 'unknown', 'a late non-answer is unknown');
select is(pg_temp.held('QAA0000001'), 'verified 0', 'it changes nothing');
select is(pg_temp.answer('QAA0000001', 'R000002'), 'conflict', 'a no after a yes is a conflict');
select is(pg_temp.held('QAA0000001'), 'differs 150000', 'it holds the money again');
select is((select string_agg(kind, ' ' order by kind) from messaging.alarms where subject = 'QAA0000001'),
  'conflict_callback payment_differs', 'and raises alarms');
select is(pg_temp.answer('QAA0000002', '0', p_amount => '25.00'), 'differs', 'another amount is a no');
select is(pg_temp.answer('QAA0000002', '0'), 'conflict', 'a yes after a no is a conflict');
select is(pg_temp.held('QAA0000002'), 'differs 250000', 'it releases nothing');
select is(pg_temp.answer('QNONE00001', '0'), 'quarantine', 'an answer to no query is quarantined');
select is((select length(payment_ref) from mobile_money.mpesa_callbacks where outcome = 'quarantine'),
  64, 'its first 64 characters are kept');
-- Only a plain yes is a yes, only a plain no is a no. '-' stands for null.
select is(pg_temp.answer('QAA00000' || to_char(t.n, 'FM00'), t.code, t.status, t.amount, null, t.said), t.outcome,
  t.sentence) from (values (3, '0', 'Completed', '3500', null, 'verified', 'the amount may be written without cents'),
  (4, '0', ' COMPLETED ', null, null, 'verified', 'the state may be in capitals'),
  (5, '0', 'Completed', '5500.01', null, 'differs', 'a cent more is another payment'),
  (6, '0', 'Completed', null, 'QAA0000002', 'differs', 'another receipt is another payment'),
  (7, 'R000002', null, '-', '-', 'differs', 'an unknown transaction is a no'),
  (8, '0', 'Reversed', null, null, 'differs', 'a reversed payment is a no'),
  (9, '0', 'Failed', '-', null, 'differs', 'a failed payment is a no'),
  (10, '0', 'Perhaps', null, null, 'unknown', 'an unknown state is no answer'),
  (11, '0', null, null, null, 'unknown', 'a missing state is no answer'),
  (12, '0', 'Completed', null, '-', 'unknown', 'success without a receipt is no answer'),
  (13, '0', 'Completed', '1.5e3', null, 'unknown', 'an amount that is none is no answer'),
  (14, null, 'Completed', null, null, 'unknown', 'a missing code is no answer'),
  (15, '00', 'Completed', null, null, 'unknown', 'an unknown code is no answer'),
  (16, '0', 'Completed', '16500.00', null, 'verified', 'the same amount and receipt are a yes'),
  (17, '2001', 'Completed', null, null, 'unknown', 'a wrong credential is no answer'),
  (18, 'timeout', 'Completed', null, null, 'unknown', 'a timeout never is')) as t(n,
  code, status, amount, said, outcome, sentence);
-- The answer about a payout, and about our accounts' balances.
\ir ../fixtures/ask_payout.psql
select is(pg_temp.about_payout('timeout', null, null, null), 'unknown', 'of a payout, a time-out is no answer');
select is(pg_temp.about_payout('R000002', null, null, null), 'unknown', 'nor is an unknown transaction');
select is(pg_temp.about_payout('0', 'Completed', 'QPAYOUT001', '999.00'), 'conflict', 'another amount is a conflict');
select matches((select detail from messaging.alarms where subject <> '' and detail like '%for a payout%'),
  'answered Completed, 999.00 for a payout of 1,000.* that was unknown', 'of which staff hear');
select is(pg_temp.about_payout('0', 'Completed', 'QPAYOUT001', '1000.00'), 'paid', 'a yes settles it');
select is(pg_temp.about_payout('0', 'Completed', 'QPAYOUT001', '1000.00'), 'paid', 'once');
select is(pg_temp.about_balances('Utility Account|KES|77.00|77.00|0.00|0.00&Working Account|KES|1.00'),
  'verified 7700',  'balances are noted');
select is(pg_temp.about_balances(null), 'unknown 7700', 'no balances, no news');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select is(pg_temp.changed(),
  'accounts.users audit.change_log ledger.holds ledger.journals ledger.ledger_entries '
  'ledger.sub_wallets ledger.wallets messaging.alarms messaging.outbox messaging.outbox_done '
  'mobile_money.mpesa_callbacks mobile_money.verifications payouts.float_balances payouts.legs payouts.payouts '
  'recon.balance_answers',
  'nothing else changed');
select finish(); rollback;
