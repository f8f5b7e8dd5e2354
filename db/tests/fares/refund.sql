-- What each account has after refunds, calculated by hand. The rule: commission 2 %, of the rest fuel 30, maintenance
-- 5, SACCO 10, insurance 20, profit 35 %.
begin; select plan(27);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '150.00') \g /dev/null
select is(pg_temp.accounts(), 'commission 300, trust -15000, vehicle/fuel 4410, vehicle/insurance 2940, '
  'vehicle/maintenance 735, vehicle/profit 5145, vehicle/sacco 1470', 'three seats at 50');

-- One seat of three.
select is(pg_temp.refund('RFN0000001', 5000, 'phone', 'r1'), 'refunded', 'one seat goes back to the phone');
select is(pg_temp.accounts(), 'clearing 5000, commission 200, trust -15000, vehicle/fuel 2940, vehicle/insurance 1960, '
  'vehicle/maintenance 490, vehicle/profit 3430, vehicle/sacco 980', 'a third of each part is on its way');
select is((select (kind, amount_cents, fee_cents, party_kind, state, tail)::text from payouts.payouts),
  '(refund,5000,0,passenger,queued,126)', 'a payout to the passenger, without a second approval');
select payouts.settle((select max(payout_id) from payouts.payouts), 'B2C0000001', clock_timestamp()) \g /dev/null
select is(pg_temp.accounts(), 'commission 200, trust -10000, vehicle/fuel 2940, vehicle/insurance 1960, '
  'vehicle/maintenance 490, vehicle/profit 3430, vehicle/sacco 980', 'paid: as if two seats had been paid');
select is((select (j.kind, j.reference, j.corrects_journal_id, j.reason)::text from ledger.journals j join
  fares.refunds r
  using (journal_id)), '(refund,RFN0000001/1,,"did not carry the passenger")', 'a journal names fare and reason');

-- Twice.
select is(pg_temp.refund('RFN0000001', 5000, 'phone', 'r1'), 'known', 'the same request again: once');
select is(pg_temp.refund('RFN0000001', 10001), 'bad_amount', 'more than is left');
select is(pg_temp.refund('RFN0000001', 0), 'bad_amount', 'nothing is no amount');
select is(pg_temp.refund('RFN0000001', null, 'credit', 'r2'), 'refunded', 'the rest as credit');
select is(pg_temp.accounts(), 'credit 10000, trust -10000', 'nobody keeps a cent of it');
select is((select sum(cents)::bigint from fares.credit_movements where phone_hash = sha256('payer')), 10000::bigint,
  'the passenger has 100 for the next fares');
select is(pg_temp.refund('RFN0000001', 1), 'nothing_left', 'and no more');

-- A whole fare with a fee, which is ours.
select pg_temp.pays('RFN0000002', '300.00') \g /dev/null
select is(pg_temp.refund('RFN0000002', null, 'phone'), 'refunded', 'a whole fare goes back');
select is(pg_temp.accounts(), 'clearing 30500, credit 10000, difference -500, trust -40000',
  'the commission went back too, so the fee of 5 is a difference');
select isnt((select j.corrects_journal_id from ledger.journals j where j.reference = 'RFN0000002/1'), null,
  'it corrects the fare''s journal');
select payouts.give_back((select max(payout_id) from payouts.payouts), 'failed', 'receiver unknown', '2040')
  \g /dev/null
select is(pg_temp.accounts(), 'credit 40000, trust -40000', 'it could not be paid: all of it is credit, no fee');
select is((select sum(cents)::bigint from fares.credit_movements), 40000::bigint, 'and the list agrees');
select pg_temp.pays('RFN0000003', '1000.00'), pg_temp.pays('RFN0000004', '300.00') \g /dev/null
select is(pg_temp.refund('RFN0000004', null, 'phone'), 'refunded', 'with commission from another fare');
select is(pg_temp.balance(:commission), 1500::bigint, 'our commission of 20.00 pays the fee of 5.00');

-- After a withdrawal.
select is(pg_temp.withdraws(), '882', 'the owner takes 980.00 less the SACCO''s 98.00');
select is(pg_temp.refund('RFN0000003', 50000), 'refunded', 'half of that fare goes back');
select is((select string_agg(purpose || ' ' || balance_cents, ', ' order by purpose) from audit.wallet_balances
            where kind = 'debt'), 'fuel -14700, insurance -9800, maintenance -2450, profit -17150',
  'what the owner took is a debt; the SACCO''s part was there');
select is((select string_agg(purpose || ' ' || balance_cents, ', ' order by purpose) from audit.wallet_balances
            where kind = 'vehicle' and plate = 'KZZ 001A'), 'fuel 0, insurance 0, maintenance 0, profit 0, sacco '
              '4900', 'no pot is below zero');
select is((select sum(balance_cents) from audit.wallet_balances), 0::numeric, 'all accounts sum to zero');
select is((select count(*) from messaging.outbox where topic = 'sms' and payload ->> 'text' like '%credit%'), 3::bigint,
  'the passenger was told of each credit');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select * from finish(); rollback;
