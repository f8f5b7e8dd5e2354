-- Scenario 27: the owner withdraws all, then a fare is given back: a visible debt, repaid from the next fares.
begin; select plan(11);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '150.00') \g /dev/null
select is(pg_temp.withdraws(), '132.30', 'the owner withdraws all');
select pg_temp.refund('RFN0000001', null) \g /dev/null
select is(pg_temp.accounts(), 'credit 15000, debt/fuel -4410, debt/insurance -2940, debt/maintenance -735, '
  'debt/profit -5145, fees 30, trust -1800', 'the SACCO''s 14.70 and our 3.00 were there, the rest is a debt');
select is(ledger.owner_debts(array[:owner_id], :all_of_it), jsonb_build_object('cents', 13230, 'rows',
  jsonb_build_array(jsonb_build_object('plate', 'KZZ 001A', 'cents', 13230))), 'the owner sees it');
select is(fares.repay_debts(), 0::bigint, 'nothing to repay it from');
-- KES 70: fuel 20.58, maintenance 3.43, SACCO 6.86, insurance 13.72, profit 24.01.
select pg_temp.pays('RFN0000002', '70.00') \g /dev/null
select is(fares.repay_debts(), 3::bigint, 'the next fare repays');
select is(pg_temp.accounts(), 'commission 140, credit 15000, debt/insurance -1911, debt/profit -5145, '
  'fees 30, trust -8800, vehicle/sacco 686', 'fuel, maintenance, then insurance; the SACCO keeps its part');
select is((select array_agg(e.amount_cents order by e.line_no) from ledger.ledger_entries e join ledger.journals j
  using (journal_id) where j.kind = 'debt_repayment' and e.sub_wallet_id = :profit), array[-2401]::bigint[],
  'profit pays first');
select pg_temp.pays('RFN0000003', '150.00') \g /dev/null
select is(fares.repay_debts(), 2::bigint, 'the fare after it repays the rest');
select is((select sum(balance_cents)::bigint from audit.wallet_balances where kind = 'debt'), 0::bigint,
  'no debt is left');
select is((select sum(balance_cents)::bigint from audit.wallet_balances where kind = 'vehicle' and purpose <> 'sacco'),
  (13230 - 7056)::bigint, 'and the owner has the rest: 132.30 less 70.56');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select * from finish(); rollback;
