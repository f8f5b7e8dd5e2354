begin; select plan(2);
\ir ../fixtures/loyalty.psql
select pg_temp.pays('RFN0000001', '69.50'), pg_temp.pays('RFN0000002', '5.00') \g /dev/null
select results_eq($$ select * from loyalty.awarded(array['RFN0000001', 'RFN0000002', 'NOSUCH']) $$,
  $$ values ('RFN0000001', 6::bigint) $$, 'what each fare earned');
select is_empty($$ select * from loyalty.awarded('{}') $$, 'of none nothing');
select * from finish(); rollback;
