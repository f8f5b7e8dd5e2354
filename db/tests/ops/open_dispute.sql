begin; select plan(7);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '70.00') \g /dev/null
select is(ops.open_dispute(sha256('ops'), 'RFN0000001', 'not_carried') ->> 'outcome', 'opened', 'a passenger called');
select is((select (channel, opened_by = pg_temp.id('ops'))::text from fares.disputes), '(staff,t)',
  'who wrote it down');
select is(ops.open_dispute(sha256('ops'), 'RFN0000001', 'other') ->> 'outcome', 'known', 'once');
select is(ops.open_dispute(sha256('ops'), 'RFN0000001', 'angry') ->> 'outcome', 'absent', 'no such reason');
select is(ops.open_dispute(sha256('owner'), 'RFN0000001', 'other') ->> 'outcome', 'absent', 'not for owners');
-- A fare that was moved is disputed where it is now, by whichever of its receipts.
select pg_temp.pays('RFN0000002', '70.00') \g /dev/null
select fares.move_fare('RFN0000002', :other_vehicle_id, null, now()) \g /dev/null
select ops.open_dispute(sha256('ops'), 'RFN0000002', 'other') as opened \gset
select is(:'opened'::jsonb, jsonb_build_object('outcome', 'opened', 'dispute_id', (select d.dispute_id
  from fares.disputes d where d.receipt = 'RFN0000002-2')), 'a fare that was moved is disputed where it is now');
select is(ops.open_dispute(sha256('ops'), 'RFN0000002', 'other'), jsonb_set(:'opened', '{outcome}', '"known"'), 'once');
select * from finish(); rollback;
