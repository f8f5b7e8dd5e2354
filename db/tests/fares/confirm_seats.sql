begin; select plan(8);
\ir ../fixtures/boarding.psql
select pg_temp.reserve('aa', 2), pg_temp.reserve('bb'), pg_temp.reserve('cc') \g /dev/null
select is(pg_temp.pay('aa'), 2, 'both seats of a payment are paid');
select is((select string_agg(seat_no || ' ' || state || coalesce(' ' || receipt, ''), ', ' order by seat_no)
  from fares.seats), '1 paid RAA, 2 paid RAA, 3 reserved, 4 reserved', 'and no others');
select is(fares.confirm_seats(p_receipts => array['RAA']), 0, 'once');
select is(fares.confirm_seats(p_receipts => array['none']), 0, 'a receipt without a fare');
select fares.release_seats(p_payment_refs => array['bb']) \g /dev/null
select is(pg_temp.pay('bb'), 1, 'money that comes late finds its seat');
select is((select state from fares.seats where seat_no = 3), 'paid', 'which is paid');
-- As M-Pesa's message does it, in the fare's transaction.
select is(pg_temp.confirm(pg_temp.incoming('QCC0000001', '60', '4628-CC', p_payment_ref => 'cc')), 'posted',
  'a message');
select is((select receipt from fares.seats where seat_no = 4), 'QCC0000001', 'pays the seat');
select finish(); rollback;
