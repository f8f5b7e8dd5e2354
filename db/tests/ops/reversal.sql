begin; select plan(8);
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
-- A payment that waits without a vehicle.
select pg_temp.confirm(pg_temp.incoming('RFN0000009', '60.00', 'nowhere')) \g /dev/null
select ops.reversal(sha256('ops'), 'RFN0000009') as waits \gset
select is(:'waits'::jsonb -> 'parts', '[{"kind": "suspense", "purpose": "main", "cents": 6000, "owed_cents": 0}]',
  'money without a vehicle comes out of suspense');
select is(:'waits'::jsonb -> 'plate', 'null', 'no vehicle');
select mobile_money.reverse_suspense('RFN0000009', 'by the portal') \g /dev/null
select is(ops.reversal(sha256('ops'), 'RFN0000009') ->> 'done', 'true', 'recorded');
select * from finish(); rollback;
