begin; select plan(6);
\ir ../fixtures/signed_in.psql
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-20 07:10') as journal_id \gset
create function pg_temp.explain(p_owner text, p_receipt text default 'TKA0000001') returns jsonb language sql as $$
  select fares.fare_explanation(p_receipt => p_receipt, p_owner_ids => array[o.owner_id],
  p_zone => 'Africa/Nairobi', p_horizon => '18446744073709551615'::xid8) from fleet.owners o where o.name = p_owner $$;
select is(pg_temp.explain('Mama Njeri') -> 'commission',
  '{"cents": 120, "bps": 200, "fixed_cents": 0}', 'our commission comes first');
select is((select string_agg(concat_ws(' ', p ->> 'purpose', p ->> 'cents'), ', ')
    from jsonb_array_elements(pg_temp.explain('Mama Njeri') -> 'parts') p),
  'fuel 1764, maintenance 294, sacco 588, insurance 1176, profit 2058', 'then every part of the rule');
select is((select sum((p ->> 'cents')::int)::int + 120
    from jsonb_array_elements(pg_temp.explain('Mama Njeri') -> 'parts') p), 6000, 'together they are the fare');
select is(pg_temp.explain('Baba Otieno'), null, 'another owner sees nothing');
select ledger.correct_journal(p_journal_id => :journal_id,
  p_reason => 'paid by mistake', p_business_on => '2026-11-21');
select is(pg_temp.explain('Mama Njeri') #>> '{corrections,0,reason}', 'paid by mistake', 'a correction has its reason');
select is(pg_temp.explain('Mama Njeri', 'TKX'), null, 'an unknown receipt has no explanation');
select finish(); rollback;
