begin; select plan(9);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '70.00'), pg_temp.pays('RFN0000002', '60.00') \g /dev/null
select fares.open_dispute(r, sha256('payer'), 'other', 'ussd', null) from unnest(array['RFN0000001', 'RFN0000002']) r
  \g /dev/null
select min(dispute_id) as d from fares.disputes \gset
select fares.decide_dispute(pg_temp.id('ops'), max(dispute_id), 'refund', null, 'credit', 'vehicle broke down')
  from fares.disputes \g /dev/null
select ops.dispute(sha256('ops'), :'d') as doc \gset
select is(:'doc'::jsonb ->> 'left_cents', '7000', 'what is left of the fare');
select is(jsonb_array_length(:'doc'::jsonb -> 'journals'), 1, 'its journal');
select is(jsonb_array_length(:'doc'::jsonb -> 'messages'), 1, 'what the operator told');
select is(jsonb_array_length(:'doc'::jsonb #> '{crew,rows}'), 2, 'the crew''s list');
select is(jsonb_array_length(:'doc'::jsonb -> 'payments'), 2, 'the payer''s payments');
select is(:'doc'::jsonb -> 'before', '{"disputes": 1, "refunded": 1}', 'their other disputes');
select is((select count(*) from audit.changes where action = 'look_at' and subject = 'fares.disputes:' || :'d'),
  1::bigint,
  'the look is in the audit log');
select is(ops.dispute(sha256('ops'), '0') ->> 'outcome', 'absent', 'no such dispute');
select is(ops.dispute(sha256('stranger'), :'d') ->> 'outcome', 'absent', 'not for owners');
select * from finish(); rollback;
