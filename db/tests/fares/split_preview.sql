begin; select plan(2);
\ir ../fixtures/one_vehicle.psql
select is(fares.split_preview(6000, 200, 0, array['fuel', 'profit'], array[3333, 6667], 'profit'),
  '{"amount_cents": 6000, "commission_bps": 200, "commission_cents": 120, "parts": [{"purpose": "fuel", "bps": 3333,
    "cents": 1960}, {"purpose": "profit", "bps": 6667, "cents": 3920}]}', 'each part has its cents');
select pg_temp.post_fare('TKA0000001', :split_rule_id, 6000) as journal_id \gset
select is((select array_agg(abs(e.amount_cents) order by e.line_no) from ledger.ledger_entries e
   where e.journal_id = :journal_id and e.amount_cents > 0),
  (select array[(p ->> 'commission_cents')::bigint] || array(select (x ->> 'cents')::bigint
     from jsonb_array_elements(p -> 'parts') x) from fares.split_rules r, fares.split_preview(6000, r.commission_bps,
       r.commission_fixed_cents, r.purposes, r.shares_bps, r.home_purpose) p where r.split_rule_id = :split_rule_id),
  'they are the cents that a fare is posted with');
select finish(); rollback;
