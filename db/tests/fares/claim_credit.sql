-- What credit pays of a fare whose money came: with its prompt, after it failed, or of another amount.
begin; select plan(22);
\ir ../fixtures/credit.psql
create function pg_temp.brings(p_receipt text, p_amount text, p_ref text) returns text language sql as $$
  select pg_temp.confirm(pg_temp.incoming(p_receipt, p_amount, pg_temp.account_of(p_ref))) $$;
create function pg_temp.fare(p_receipt text) returns bigint language sql as $$
  select amount_cents from fares.fares where receipt = p_receipt $$;
select pg_temp.credit('CLC0000001', '20.00') \g /dev/null
select is(pg_temp.opens('credit'), 'opened 2000 4000', 'a fare of 60: 20 by credit');
select pg_temp.newest_ref() as ref \gset
select is(pg_temp.brings('CLC0000002', '40.00', :'ref'), 'posted', 'the rest comes');
select is(pg_temp.fare('CLC0000002'), 6000::bigint, 'the fare is the whole price');
select is(pg_temp.accounts(), 'commission 120, trust -6000, vehicle 5880', 'and what came is in trust');
select is((select state from fares.credit_uses where payment_ref = :'ref'), 'used', 'the credit is used');
select is(fares.claim_credit(:'ref', 2000), 0::bigint, 'it pays nothing more');
select throws_ok($$ update fares.credit_uses set state = 'released' $$, 'LFA10', null, 'and stays used');
select is(pg_temp.brings('CLC0000002', '40.00', :'ref'), 'posted', 'the message once more');
select is(pg_temp.accounts(), 'commission 120, trust -6000, vehicle 5880', 'changes nothing');

-- A prompt that failed, and whose money came all the same.
select pg_temp.credit('CLC0000003', '20.00'), pg_temp.opens('credit') \g /dev/null
select pg_temp.newest_ref() as ref \gset
select is(mobile_money.finish_intent(:'ref', '1032', now()), 'failed', 'a prompt fails');
select is(pg_temp.available(), 2000::bigint, 'the credit is free again');
select pg_temp.brings('CLC0000004', '40.00', :'ref') \g /dev/null
select is(pg_temp.fare('CLC0000004'), 6000::bigint, 'late money has its credit again');
select is(pg_temp.available(), 0::bigint, 'which is used');

-- The same, but the credit is gone.
select pg_temp.credit('CLC0000005', '20.00'), pg_temp.opens('credit') \g /dev/null
select pg_temp.newest_ref() as ref \gset
update mobile_money.payment_intents set created_at = now() - interval '1 day' where payment_ref = :'ref';
select mobile_money.expire_intents() \g /dev/null
select is((select state from fares.credit_uses where payment_ref = :'ref'), 'released',
  'an expired prompt releases it');
select is(pg_temp.opens('credit', 2000), 'opened 2000 0 paid', 'the credit pays another fare');
select pg_temp.brings('CLC0000006', '40.00', :'ref') \g /dev/null
select is(pg_temp.fare('CLC0000006'), 4000::bigint, 'the fare is what was paid');
select is((select due_cents from fares.shortfalls where receipt = 'CLC0000006'), 2000::bigint, 'and 20 lack');

-- More than the prompt asked for: money first, then credit.
select pg_temp.credit('CLC0000007', '20.00'), pg_temp.opens('credit', 7000) \g /dev/null
select pg_temp.newest_ref() as ref \gset
select is(pg_temp.brings('CLC0000008', '60.00', :'ref'), 'posted', '60 instead of 50 for a fare of 70');
select is(pg_temp.fare('CLC0000008'), 7000::bigint, 'it is paid');
select is((select sum(cents) from fares.credit_movements), 1000::numeric, 'with 10 of the credit');
select is(pg_temp.available(), 1000::bigint, 'the other 10 stay');
select is(pg_temp.faults(), null, 'the ledger holds');
select * from finish(); rollback;
