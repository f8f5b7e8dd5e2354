begin; select plan(2);
\ir ../fixtures/credit.psql
select pg_temp.opens('mpesa', 8000), pg_temp.confirm(pg_temp.incoming('CPF0000001', '100.00',
  p_payer_hash => sha256('sim'))) \g /dev/null
select pg_temp.remember() \g /dev/null
select fares.complete_fares(array['CPF0000001'], '{}'), fares.complete_fares('{}', '{}') \g /dev/null
select is(pg_temp.changed(), 'nothing', 'a fare is completed once');
select is((select count(*)::int from loyalty.loyalty_transactions), 1, 'it gave its points');
select * from finish(); rollback;
