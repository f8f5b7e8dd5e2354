-- Key 1 asks for the whole, key 3 takes the credit first; what credit pays wholly is posted in the call.
begin; select plan(25);
\ir ../fixtures/credit.psql
select is(pg_temp.opens('credit'), 'nothing 0', 'without credit there is nothing to use');
select is((select count(*) from mobile_money.payment_intents), 0::bigint, 'and nothing was opened');
select is(pg_temp.credit('OPC0000001', '80.00'), 'refunded', 'a passenger has 80');
select is(pg_temp.available(), 8000::bigint, 'all of it can be used');
select is(pg_temp.opens('mpesa', 5000), 'opened 0 5000', 'key 1 asks for the whole');
select is(pg_temp.available(), 8000::bigint, 'and leaves the credit alone');

-- Wholly.
select is(pg_temp.opens('credit'), 'opened 6000 0 paid', 'credit pays 60 at once');
select is(pg_temp.accounts(), 'commission 120, credit 2000, trust -8000, vehicle 5880', 'the vehicle has its fare');
select is((select row(amount_cents, channel, payer_last3)::text from fares.fares where receipt like 'CR%'),
  '(6000,ussd,126)', 'it is a fare like others');
select matches((select receipt from fares.fares where receipt like 'CR%'), '^CR[A-Z0-9]{10}$',
  'with a receipt of ours');
select is((select count(*) from mobile_money.payments), 1::bigint, 'but no payment of M-Pesa');
select is((select count(*) from messaging.outbox where topic = 'stk_push' and key <> (select payment_ref
  from mobile_money.payment_intents where amount_cents = 5000)), 0::bigint, 'and no prompt');
select is((select payload ->> 'text' like 'Lipa Fare: KES 60 imelipwa%Ref CR%' from messaging.outbox
  where key like 'CR%'), true, 'the passenger gets a receipt');
select is(pg_temp.faults(), null, 'the ledger holds');

-- In part.
select is(pg_temp.opens('credit'), 'opened 2000 4000', 'the next one: 20 by credit, 40 by prompt');
select is(pg_temp.available(), 0::bigint, 'what is reserved can''t be used again');
select is(pg_temp.opens('credit', 7000), 'nothing 0', 'not for another fare');
select is(pg_temp.opens('credit'), 'waiting 0', 'the same waits for its prompt');
select is(pg_temp.opens('mpesa'), 'waiting 0 6000', 'which waits for its prompt');
select is((select row(amount_cents, credit_cents)::text from mobile_money.payment_intents where credit_cents = 2000),
  '(4000,2000)', 'the prompt asks for 40');
-- Credit that is not there pays nothing, also where points were to become it.
select pg_temp.credit('OPC0000002', '90.00', 'other'), pg_temp.move('set aside', :trust,
  loyalty.sub_wallet('loyalty', :sacco_id, 'KES'), 10000) \g /dev/null
insert into loyalty.loyalty_accounts (phone_hash) values (sha256('poor'));
insert into loyalty.loyalty_transactions (loyalty_account_id, kind, points, cents, receipt, sacco_id, business_on,
  earned_at) values (loyalty.account_of(sha256('poor')), 'award', 50, 50000, 'OPC0000003', :sacco_id, current_date,
  now());
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('poor'), '\x01', '126')
  \g /dev/null
savepoint before;
insert into fares.credit_movements (phone_hash, sacco_id, currency, cents, journal_id)
select sha256('poor'), :sacco_id, 'KES', -100, pg_temp.move('below', loyalty.sub_wallet('credit', :sacco_id, 'KES'),
  :trust, 100);
select is(pg_temp.opens('points', 5000, 'poor'), 'nothing 5000 0', 'the credit of a passenger is below zero');
select is((select count(*) from fares.fares where amount_cents = 5000), 0::bigint, 'no vehicle is paid with nothing');
select is(loyalty.balance(loyalty.account_of(sha256('poor'))), 50::bigint, 'the points are still there');
rollback to before;
select is(pg_temp.opens('points', 5000, 'poor'), 'opened 5000 0 paid', 'as they would pay otherwise');
select is(pg_temp.faults(), null, 'the ledger holds');
select * from finish(); rollback;
