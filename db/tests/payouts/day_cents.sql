begin; select plan(4);
\ir ../fixtures/vouchers.psql
select is(payouts.day_cents('owner', :owner_id), 0::bigint, 'nothing yet');
select pg_temp.send(100000, 'Kencom Fuel, till 123456'), pg_temp.pay(:station, '1000') \g /dev/null
select is(payouts.day_cents('owner', :owner_id), 100000::bigint, 'a payment to a vendor, without its fee');
select pg_temp.issue('600') \g /dev/null
select is(payouts.day_cents('owner', :owner_id), 160000::bigint, 'a voucher that may be used');
select payouts.end_voucher(v.voucher_id, 'cancelled'), payouts.stop_unsent(p.payout_id, 'test')
  from payouts.vouchers v cross join payouts.payouts p \g /dev/null
select is(payouts.day_cents('owner', :owner_id), 0::bigint, 'what comes back does not count');
select * from finish(); rollback;
