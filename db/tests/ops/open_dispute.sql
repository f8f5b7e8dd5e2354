begin; select plan(5);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '70.00') \g /dev/null
select is(ops.open_dispute(sha256('ops'), 'RFN0000001', 'not_carried') ->> 'outcome', 'opened', 'a passenger called');
select is((select (channel, opened_by = pg_temp.id('ops'))::text from fares.disputes), '(staff,t)',
  'who wrote it down');
select is(ops.open_dispute(sha256('ops'), 'RFN0000001', 'other') ->> 'outcome', 'known', 'once');
select is(ops.open_dispute(sha256('ops'), 'RFN0000001', 'angry') ->> 'outcome', 'absent', 'no such reason');
select is(ops.open_dispute(sha256('owner'), 'RFN0000001', 'other') ->> 'outcome', 'absent', 'not for owners');
select * from finish(); rollback;
