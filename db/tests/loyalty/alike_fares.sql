begin; select plan(4);
\ir ../fixtures/loyalty.psql
select pg_temp.pays('RFN000000' || n, '20.00', 'sim ' || n) from generate_series(1, 5) n \g /dev/null
select is_empty($$ select from loyalty.alike_fares(now()) $$, 'five are not many');
select pg_temp.pays('RFN0000006', '20.00', 'sim 1') \g /dev/null
select is_empty($$ select from loyalty.alike_fares(now()) $$, 'nor is one of them twice');
select pg_temp.pays('RFN0000007', '60.00', 'sim 6'), pg_temp.pays('RFN0000008', '20.00', 'sim 7') \g /dev/null
select is((select count(*) from loyalty.alike_fares(now())), 7::bigint, 'the sixth SIM with the same small fare');
select is_empty($$ select from loyalty.alike_fares(now() + interval '11 minutes') $$, 'within minutes only');
select * from finish(); rollback;
