-- The operator took a payment back: every account, calculated by hand.
begin; select plan(15);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '150.00'), pg_temp.pays('RFN0000002', '70.00') \g /dev/null
select is(fares.take_back('NOSUCH', 'by the portal', null, null), 'not_found', 'no such fare');
select is(fares.take_back('RFN0000001', 'by the portal', pg_temp.id('ops'), pg_temp.id('finance')), 'taken_back',
  'back');
select is(pg_temp.accounts(), 'commission 140, trust -7000, vehicle/fuel 2058, vehicle/insurance 1372, '
  'vehicle/maintenance 343, vehicle/profit 2401, vehicle/sacco 686', 'as if it had never been paid');
select is((select (kind, method, amount_cents)::text from fares.refunds), '(operator_reversal,operator,15000)',
  'written');
select is(fares.take_back('RFN0000001', 'by the portal', null, null), 'known', 'once');
select is(pg_temp.refund('RFN0000001', null), 'nothing_left', 'nothing is left to refund');
-- What was spent is a debt.
select pg_temp.withdraws() \g /dev/null
select is(fares.take_back('RFN0000002', 'by the portal', null, null), 'taken_back', 'after the owner withdrew');
select is(pg_temp.accounts(), 'debt/fuel -2058, debt/insurance -1372, debt/maintenance -343, debt/profit -2401, fees '
  '74, '
  'trust 6100', 'the owner owes 61.74, the trust account lacks 61.00 and the fee of 0.74');
-- A part was credited before; then some of the credit is gone.
select pg_temp.pays('RFN0000003', '90.00'), pg_temp.refund('RFN0000003', 3000) \g /dev/null
select is(fares.take_back('RFN0000003', 'by the portal', null, null), 'taken_back', 'after a part was credited');
select is((select sum(cents)::bigint from fares.credit_movements), 0::bigint, 'the credit goes too');
select is((select sum(balance_cents)::bigint from audit.wallet_balances where kind = 'trust'), 6100::bigint,
  'all of it left the trust account');
select pg_temp.pays('RFN0000004', '90.00'), pg_temp.refund('RFN0000004', null, 'phone') \g /dev/null
select payouts.settle((select max(payout_id) from payouts.payouts), 'B2C0000001', clock_timestamp()) \g /dev/null
select is(fares.take_back('RFN0000004', 'by the portal', null, null), 'taken_back', 'after it was paid to the phone');
select is((select balance_cents from audit.wallet_balances where kind = 'difference'), -9000::bigint, 'we lost it');
select is(fares.take_back('RFN0000004', 'by the portal', null, null), 'known', 'once');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select * from finish(); rollback;
