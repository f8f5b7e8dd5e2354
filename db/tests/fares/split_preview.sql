begin; select plan(4);
\ir ../fixtures/one_vehicle.psql
select is(fares.split_preview(6000, jsonb_populate_record(r,
    '{"purposes": ["fuel", "profit"], "shares_bps": [3333, 6667]}')),
  '{"amount_cents": 6000, "commission_bps": 200, "commission_cents": 120, "pots": [], "crew_target_cents": null,
    "parts": [{"purpose": "fuel", "bps": 3333, "cents": 1960, "surplus_bps": null},
              {"purpose": "profit", "bps": 6667, "cents": 3920, "surplus_bps": null}]}', 'each part has its cents')
  from fares.split_rules r;
select pg_temp.post_fare('TKA0000001', :split_rule_id, 6000) as journal_id \gset
select is((select array_agg(abs(e.amount_cents) order by e.line_no) from ledger.ledger_entries e
   where e.journal_id = :journal_id and e.amount_cents > 0),
  (select array[(p ->> 'commission_cents')::bigint] || array(select (x ->> 'cents')::bigint
     from jsonb_array_elements(p -> 'parts') x) from fares.split_rules r, fares.split_preview(6000, r) p
    where r.split_rule_id = :split_rule_id), 'they are the cents that a fare is posted with');
\ir ../fixtures/pots.psql
select is(fares.split_preview(6000, pg_temp.rule()) #>> '{pots,0,cents}', '30000', 'pots are shown');
select is(jsonb_array_length(fares.split_preview(6000, pg_temp.rule()) -> 'parts'), 2, 'apart from shares');
select finish(); rollback;
