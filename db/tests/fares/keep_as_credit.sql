begin; select plan(7);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '200.00'), pg_temp.refund('RFN0000001', null, 'phone') \g /dev/null
select payouts.take_result(p.payout_id, 'failed', '2040', null, null, null) from payouts.payouts p \g /dev/null
select is((select sum(cents)::bigint from fares.credit_movements where phone_hash = sha256('payer')), 20000::bigint,
  'what M-Pesa could not deliver is credit');
select is((select payload ->> 'text' from messaging.outbox where topic = 'sms' and key like '%credit'),
  'Lipa Fare: KES 200 of payment RFN0000001 is now your credit for fares. Help 0700 000 000', 'the passenger is told');
-- M-Pesa took the payment back while its refund was on its way.
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('other'), '\x02', '127');
select pg_temp.pays('RFN0000002', '90.00', 'other'), pg_temp.refund('RFN0000002', null, 'phone') \g /dev/null
update messaging.outbox set state = 'leased', lease_until = now() + interval '1 minute' where topic = 'payout';
select fares.take_back('RFN0000002', 'by the portal', null, null) \g /dev/null
select is((select balance_cents from audit.wallet_balances where kind = 'difference'), -9000::bigint,
  'it may be paid twice');
select pg_temp.pays('RFN0000003', '60.00', 'other'), pg_temp.refund('RFN0000003', null, 'phone') \g /dev/null
select fares.take_back('RFN0000003', 'by the portal', null, null) \g /dev/null
select is((select string_agg(state, ' ' order by payout_id) from payouts.payouts), 'failed queued cancelled',
  'a refund that nobody has sent is not paid as well');
select payouts.take_result(max(p.payout_id) filter (where p.state = 'queued'), 'failed', '8', null, null, null)
  from payouts.payouts p \g /dev/null
select is(pg_temp.accounts(), 'credit 20000, trust -20000', 'nobody has it twice: only the first one is credit');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select lives_ok($$ select fares.keep_as_credit(0) $$, 'no such payout: nothing');
select * from finish(); rollback;
