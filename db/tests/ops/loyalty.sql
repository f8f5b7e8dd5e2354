begin; select plan(8);
\ir ../fixtures/loyalty.psql
select pg_temp.earn(50), pg_temp.earn(9, 'b'), pg_temp.redeem('r1', 30) \g /dev/null
select pg_temp.pays('RFN000000' || n, '20.00', 'sim ' || n) from generate_series(1, 6) n \g /dev/null
select loyalty.watch_farming(now()) \g /dev/null
select ops.loyalty(sha256('finance')) as page \gset
select is(:'page'::jsonb #>> '{owed,points}', '41', 'points that passengers have');
select is(:'page'::jsonb #>> '{rules,day_points}', '50', 'by which rules');
select is(:'page'::jsonb ->> 'used_today', '30', 'used today');
select is(:'page'::jsonb -> 'funds', '[{"sacco": "Test Line", "cents": 97000}]', 'what is set aside');
select is((:'page'::jsonb #>> '{days,0,redeemed}'), '30', 'day by day');
select is((select concat_ws(' ', s ->> 'plate', s ->> 'sims', s ->> 'alarm_id' is not null) from jsonb_array_elements(
  :'page'::jsonb -> 'signs') s), 'KZZ 001A 6 t', 'who seems to pay themselves, with the alarm');
update messaging.alarms set acknowledged_at = now(), acknowledged_by = 'system', acknowledged_reason = 'a real fare';
select is(ops.loyalty(sha256('ops')) #>> '{signs,0,closed_why}', 'a real fare', 'and what it was');
select is(ops.loyalty(sha256('owner')) ->> 'outcome', 'absent', 'not for others');
select * from finish(); rollback;
