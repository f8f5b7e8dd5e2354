-- What the worker writes to its log about closed days.
begin; select plan(2);
\ir ../fixtures/one_vehicle.psql
select is((select count(*) from worker.recent_anchors()), 0::bigint, 'nothing before a day closes');
select ledger.write_seals('9', '2026-11-22') \g /dev/null
select results_eq('select r.business_on, r.seal_id, length(r.seal_hash) from worker.recent_anchors() r',
  $$ values (date '2026-11-22', 1::bigint, 64) $$, 'then its last seal with the whole hash');
select finish(); rollback;
