begin; select plan(5);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '150.00'), pg_temp.pays('RFN0000002', '70.00') \g /dev/null
select is((select string_agg(p ->> 'cents', ' ') from jsonb_array_elements(
  ops.reversal(sha256('ops'), 'RFN0000001') -> 'parts') p), '300 4410 735 1470 2940 5145', 'who gives what');
select pg_temp.withdraws() \g /dev/null
select is((select sum((p ->> 'owed_cents')::bigint) from jsonb_array_elements(
  ops.reversal(sha256('ops'), 'RFN0000001') -> 'parts') p), 13230::numeric, 'and what of it is no longer there');
select is(ops.reversal(sha256('ops'), 'RFN0000001') ->> 'done', 'false', 'not recorded yet');
select is(ops.reversal(sha256('ops'), 'NOSUCH') ->> 'outcome', 'absent', 'no such fare');
select is(ops.reversal(sha256('owner'), 'RFN0000001') ->> 'outcome', 'absent', 'not for owners');
select * from finish(); rollback;
