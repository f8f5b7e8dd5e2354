begin; select plan(4);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '70.00'), pg_temp.pays('RFN0000002', '60.00') \g /dev/null
select fares.open_dispute(r, sha256('payer'), 'other', 'ussd', null) from unnest(array['RFN0000001', 'RFN0000002']) r
  \g /dev/null
select is((select string_agg(o ->> 'receipt', ' ') from jsonb_array_elements(ops.disputes(sha256('ops')) -> 'open') o),
  'RFN0000001 RFN0000002', 'the oldest first');
select fares.decide_dispute(pg_temp.id('ops'), (select min(dispute_id) from fares.disputes), 'declined', null, null,
  'she was on the list') \g /dev/null
select is(ops.disputes(sha256('finance')) #>> '{decided,0,reason}', 'she was on the list', 'then what was decided');
select is(ops.disputes(sha256('ops')) ->> 'waiting', '1', 'how many wait');
select is(ops.disputes(sha256('owner')) ->> 'outcome', 'absent', 'not for owners');
select * from finish(); rollback;
