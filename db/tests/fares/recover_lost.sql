begin; select plan(5);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '90.00'), pg_temp.refund('RFN0000001', 5000, 'phone') \g /dev/null
update messaging.outbox set state = 'leased', lease_until = now() + interval '1 minute' where topic = 'payout';
select is(fares.recover_lost(refund_id), 0::bigint, 'nothing is lost') from fares.refunds;
select fares.take_back('RFN0000001', 'by the portal', null, null) \g /dev/null
select is((select balance_cents from audit.wallet_balances where kind = 'difference'), -5000::bigint,
  'the operator took the payment back while a refund of KES 50 was on its way');
-- What the passenger has as credit pays for it, when that refund fails.
select payouts.take_result(p.payout_id, 'failed', '8', null, null, null) from payouts.payouts p \g /dev/null
select is(pg_temp.accounts(), null, 'nothing is left anywhere');
select is((select count(*) from messaging.outbox where key like '%credit'), 0::bigint,
  'and the passenger hears of no credit');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select * from finish(); rollback;
