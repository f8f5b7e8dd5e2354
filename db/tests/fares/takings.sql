begin; select plan(10);
\ir ../fixtures/signed_in.psql
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-20 07:10'),
  pg_temp.fare('TKA0000002', :split_rule_id, 2050, '2026-11-20 07:50'), pg_temp.fare('TKA0000003',
  :split_rule_id, 1000, '2026-11-20 02:00'), pg_temp.fare('TKA0000004', :split_rule_id, 4000, '2026-11-21 12:00');
create function pg_temp.takings(p_from date, p_to date) returns jsonb language sql as $$
  select fares.takings(p_owner_ids => array[r.owner_id], p_vehicle_ids => array[r.vehicle_id],
  p_from => p_from, p_to => p_to, p_zone => 'Africa/Nairobi', p_horizon => '18446744073709551615'::xid8)
  from fares.split_rules r where cardinality(r.purposes) = 5 $$;
create temporary table day as select pg_temp.takings('2026-11-20', '2026-11-20') as t;
create temporary table week as select pg_temp.takings('2026-11-16', '2026-11-22') as t;
select is((select t -> 'cents' from day), '9050', 'a day has its total');
select is((select t -> 'fares' from day), '3', 'its number of fares');
select is((select t ->> 'last_at' from day), '2026-11-20T07:50:00', 'and its last fare, by the market''s clock');
select is((select jsonb_path_query_first(t, '$.bars[*] ? (@.bar == "07")') from day),
  '{"bar": "07", "cents": 8050, "fares": 2}', 'each hour has its total');
select is((select t #>> '{bars,0,bar}' from day), '02', 'an hour of the night has a bar when something was taken');
select is((select jsonb_array_length(t -> 'bars') from day), 20, 'all hours of service have one');
select is((select sum((b ->> 'cents')::int)::int from week, jsonb_array_elements(t -> 'bars') b),
  13050, 'a week''s bars are its days and sum to its total');
select is((select t #> '{vehicles,0,cents}' from week), '13050', 'so do its vehicles');
select is((select t #>> '{latest,0,receipt}' from week), 'TKA0000004', 'the latest fares come first');
select is(pg_temp.takings('2026-01-01', '2026-01-01') - 'bars',
  '{"cents": 0, "fares": 0, "last_at": null, "vehicles": [], "latest": [], "yours_cents": 0}',
  'a day without fares has zeros, not nulls');
select finish(); rollback;
