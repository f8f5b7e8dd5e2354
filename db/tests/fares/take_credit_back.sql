begin; select plan(6);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '1500.00'), pg_temp.refund('RFN0000001', 50000) \g /dev/null
select is((select sum(amount_cents)::bigint from ledger.holds where released_at is null), 150000::bigint,
  'held credit');
select fares.take_credit_back('RFN0000001', 60000, 'by the portal') \g /dev/null
select is((select string_agg(kind || ' ' || balance_cents, ', ' order by kind) from audit.wallet_balances
  where kind in ('credit', 'difference')), 'credit 0, difference -10000', 'credit as far as it is there');
select is((select sum(cents)::bigint from fares.credit_movements), 0::bigint, 'the list agrees');
-- What another payment brought that is not confirmed stays held: the operator may take that one back as well.
select pg_temp.pays('RFN0000002', '200.00'), pg_temp.refund('RFN0000002', null, 'phone') \g /dev/null
select payouts.take_result(payout_id, 'paid', '0', 'B2C0000001', 20000, null) from payouts.payouts \g /dev/null
select pg_temp.pays('RFN0000003', '1500.00'), pg_temp.refund('RFN0000003', 50000) \g /dev/null
select is(fares.take_back('RFN0000002', 'by the portal', null, null), 'taken_back', 'another one is taken back');
select is((select string_agg(kind || ' ' || balance_cents, ', ' order by kind) from audit.wallet_balances
  where kind in ('credit', 'difference')), 'credit 50000, difference -30500', 'held credit stays; KES 5 were the fee');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select * from finish(); rollback;
