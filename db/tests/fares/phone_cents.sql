-- Fares that credit paid in part: what goes back to the phone, and what an operator's reversal takes.
begin; select plan(22);
\ir ../fixtures/credit.psql
create function pg_temp.brings(p_receipt text, p_amount text) returns text language sql as $$
  select pg_temp.confirm(pg_temp.incoming(p_receipt, p_amount, pg_temp.account_of(pg_temp.newest_ref()))) $$;
create function pg_temp.refund(p_receipt text, p_cents bigint, p_method text) returns text language sql as $$
  select fares.refund(p_receipt => p_receipt, p_amount_cents => p_cents, p_method => p_method,
    p_request => gen_random_uuid()::text, p_dispute_id => null, p_reason => 'did not carry the passenger',
    p_made_by => null, p_approved_by => null) ->> 'outcome' $$;
-- 60 = 20 by credit + 40.
select pg_temp.credit('PHC0000001', '20.00'), pg_temp.opens('credit'), pg_temp.brings('PHC0000002',
  '40.00') \g /dev/null
select is(fares.phone_cents('PHC0000002', 6000), 4000::bigint, '40 of 60 may go to the phone');
select is(fares.phone_cents('PHC0000002', 3000), 3000::bigint, 'a part goes there first');
select is(fares.phone_cents('nothing', 1), null, 'no such fare');
savepoint before;
select is(pg_temp.refund('PHC0000002', null, 'phone'), 'refunded', 'the whole goes back');
select is((select amount_cents from payouts.payouts), 4000::bigint, '40 to the phone');
select is(pg_temp.available(), 2000::bigint, '20 are credit again');
select is((select count(*) from messaging.outbox where key like 'refund/%'), 3::bigint, 'the passenger hears of both');
select payouts.give_back((select max(payout_id) from payouts.payouts), 'failed', 'receiver unknown',
  '2040') \g /dev/null
select is(pg_temp.available(), 6000::bigint, 'a payout that fails is credit too');
select is(pg_temp.faults(), null, 'the ledger holds');
rollback to before;

-- The operator takes back the 40.
select is(fares.take_back('PHC0000002', 'by the portal', null, null), 'taken_back', 'the operator takes 40 back');
select is(pg_temp.accounts(), 'credit 2000, trust -2000', 'the vehicle has nothing, the passenger the credit, trust '
  'moved by 40');
select is(pg_temp.available(), 2000::bigint, 'it can be used again');
select is(fares.take_back('PHC0000002', 'by the portal', null, null), 'known', 'once');
rollback to before;
select is(pg_temp.refund('PHC0000002', 3000, 'credit'), 'refunded', 'one of two seats goes back as credit');
select is(fares.take_back('PHC0000002', 'by the portal', null, null), 'taken_back', 'then the operator takes 40 back');
select is(pg_temp.accounts(), 'credit 2000, trust -2000', '30 from the fare, 10 from that credit');
rollback to before;

-- Change: 100 for 80, and the operator takes all of it.
select pg_temp.opens('mpesa', 8000), pg_temp.brings('PHC0000003', '100.00') \g /dev/null
select is(pg_temp.available(), 0::bigint, 'change of a payment that is not verified can''t be used');
select is(fares.take_back('PHC0000003', 'by the portal', null, null), 'taken_back', 'the operator takes 100 back');
select is(pg_temp.accounts(), 'commission 120, trust -6000, vehicle 5880', 'the change too');
select is(pg_temp.faults(), null, 'the ledger holds');
-- A fare that credit paid wholly.
select pg_temp.credit('PHC0000004', '60.00'), pg_temp.opens('credit') \g /dev/null
select receipt as paid from fares.fares where receipt like 'CR%' \gset
select is(pg_temp.refund(:'paid', null, 'phone'), 'paid_by_credit', 'nothing of it may go to the phone');
select is(fares.take_back(:'paid', 'by the portal', null, null), 'not_found', 'and the operator has nothing to take');
select * from finish(); rollback;
