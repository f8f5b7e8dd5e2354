begin; select plan(4);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '200.00'), pg_temp.pays('RFN0000002', '900.00') \g /dev/null
select is(pg_temp.refund('RFN0000001', null, 'phone'), 'refunded', 'paid to the phone');
select is((select (p.amount_cents, p.fee_cents, p.phone_hash = sha256('payer'))::text from payouts.payouts p
  join fares.refunds r using (payout_id)), '(20000,500,t)', 'all of it arrives');
select is(pg_temp.balance(:commission), 1300::bigint, '18.00 of the other fare pay the fee of 5.00');
select is((select sum(cents)::bigint from fares.credit_movements), 0::bigint, 'no credit is left');
select * from finish(); rollback;
