-- Money that is not verified yet, and who bears what is no longer there.
begin; select plan(15);
\ir ../fixtures/refunds.psql
-- Above verify_above_cents: held until the operator confirms it. 2 % of 1,500.00 are 30.00.
select pg_temp.pays('RFN0000001', '1500.00') \g /dev/null
select is((select sum(amount_cents)::bigint from ledger.holds where released_at is null), 150000::bigint,
  'all is held');
select is(pg_temp.refund('RFN0000001', 50000), 'refunded', 'a third goes back as credit');
select is((select sum(amount_cents)::bigint from ledger.holds h where released_at is null and journal_id
  = (select journal_id from fares.fares)), 100000::bigint, 'what stays of the fare is held');
select is((select h.amount_cents from ledger.holds h join fares.refunds r using (journal_id) where released_at is null),
  50000::bigint, 'and the credit is held');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select is(pg_temp.refund('RFN0000001', 50000), 'refunded', 'another third');
select is((select sum(amount_cents)::bigint from ledger.holds where released_at is null), 150000::bigint,
  'still all of it is held');
savepoint partly;
select mobile_money.decide_verification('RFN0000001', 'verified', '0', 'COMPLETED', '1500.00') \g /dev/null
select is((select count(*) from ledger.holds where released_at is null), 0::bigint, 'confirmed: nothing is held');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
rollback to partly;
select is(pg_temp.refund('RFN0000001', null), 'refunded', 'the last third');
select is((select sum(amount_cents)::bigint from ledger.holds where released_at is null), 150000::bigint,
  'the credit is held');
select is((select count(*) from ledger.holds h join fares.fares f using (journal_id) where h.released_at is null),
  0::bigint, 'nothing of the fare');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
-- The commission is gone: the platform bears it as a difference.
select pg_temp.pays('RFN0000002', '100.00'), pg_temp.move('m', :commission, :suspense, 200) \g /dev/null
select pg_temp.refund('RFN0000002', null) \g /dev/null
select is((select balance_cents from audit.wallet_balances where kind = 'difference'), -200::bigint,
  'commission that is not there becomes a difference');
select is((select array_agg(owed_cents order by owed_cents) from fares.refund_parts join fares.refunds using (refund_id)
            where receipt = 'RFN0000002'), array[0, 0, 0, 0, 0, 200]::bigint[], 'the parts say so');
select * from finish(); rollback;
