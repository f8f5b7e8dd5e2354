begin; select plan(4);
\ir ../fixtures/credit.psql
select pg_temp.credit('PBC0000001', '60.00'), pg_temp.opens('credit') \g /dev/null
select fares.pay_by_credit(pg_temp.newest_ref(), now()) as receipt \gset
select is((select count(*) from fares.fares where receipt = :'receipt'), 1::bigint, 'called again: the same receipt');
select is((select state || ' ' || receipt from mobile_money.payment_intents), 'paid ' || :'receipt',
  'its intent is paid');
select throws_ok($$ select fares.pay_by_credit('nothing', now()) $$, 'P0002', null, 'no such intent');
select is(pg_temp.faults(), null, 'the ledger holds');
select * from finish(); rollback;
