-- Two payments of one prompt in one batch: the first takes the credit that was reserved for it.
begin; select plan(4);
\ir ../fixtures/credit.psql
select pg_temp.credit('MAI0000001', '20.00'), pg_temp.opens('credit') \g /dev/null
select pg_temp.account_of(pg_temp.newest_ref()) as account \gset
select is((select array_agg(outcome order by ordinal) from mobile_money.settle_payments('c2b_confirmation', array[
  pg_temp.incoming('MAI0000002', '40.00', :'account'), pg_temp.incoming('MAI0000003', '40.00', :'account')], now())),
  array['posted', 'suspense'], 'the second goes to suspense');
select is((select array_agg(amount_cents order by receipt) from fares.fares), array[2000, 6000]::bigint[],
  'the first is the whole fare');
select is(pg_temp.available(), 0::bigint, 'with its credit');
select is(pg_temp.faults(), null, 'the ledger holds');
select * from finish(); rollback;
