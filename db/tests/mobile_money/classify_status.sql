begin;
\ir ../fixtures/one_vehicle.psql
select plan(16);
select s.outcome from mobile_money.settle_payments(p_kind => 'c2b_confirmation', p_received_at => now(),
  p_messages => array[pg_temp.incoming('QAA0000001', '1500.00')]) s;
select pg_temp.remember();
create function pg_temp.word(p_code text, p_receipt text default 'QAA0000001', p_status text default 'Completed',
  p_amount text default '1500.00') returns text language sql as $$
  select mobile_money.classify_status(p_receipt => 'QAA0000001', p_result_code => p_code, p_said_receipt => p_receipt,
    p_said_status => p_status, p_said_amount => p_amount) $$;
select is(pg_temp.word('0'), 'verified', 'completed, the same receipt, the same amount');
select is(pg_temp.word('0', p_amount => '1500'), 'verified', 'however the amount is written');
select is(pg_temp.word('0', p_status => ' COMPLETED '), 'verified', 'or the state');
select is(pg_temp.word('0', p_amount => '1500.01'), 'differs', 'a cent more is another payment');
select is(pg_temp.word('0', 'QAA0000002'), 'differs', 'another receipt is another payment');
select is(pg_temp.word('R000002', null, null, null), 'differs', 'no such transaction');
select is(pg_temp.word('0', p_status => 'Reversed'), 'differs', 'the money went back');
select is(pg_temp.word('0', p_status => 'Failed', p_amount => null), 'differs', 'no money moved');
select is(pg_temp.word('0', p_status => 'Pending'), 'unknown', 'not finished');
select is(pg_temp.word('0', p_status => 'Perhaps'), 'unknown', 'a state that we don''t know');
select is(pg_temp.word('0', p_status => null), 'unknown', 'no state');
select is(pg_temp.word('0', null), 'unknown', 'success that names no receipt');
select is(pg_temp.word('0', p_amount => '1.5e3'), 'unknown', 'an amount that is none');
select is(pg_temp.word('2001') || ' ' || pg_temp.word(null) || ' ' || pg_temp.word('timeout') || ' '
  || pg_temp.word('00'), 'unknown unknown unknown unknown', 'codes that are no word about the payment');
select is(mobile_money.classify_status('QNONE00001', '0', 'QNONE00001', 'Completed', '1.00'), null,
  'a payment we don''t have');
select is(pg_temp.changed(), 'nothing', 'it only reads');
select finish();
rollback;
