begin;
\ir ../fixtures/signed_in.psql
select plan(10);
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-20 07:10'),
  pg_temp.fare('TKA0000002', :split_rule_id, 2050, '2026-11-20 07:50'),
       pg_temp.fare('TKA0000003', :split_rule_id, 1000, '2026-11-20 02:00'),
         pg_temp.fare('TKA0000004', :split_rule_id, 4000, '2026-11-21 12:00');
create function pg_temp.took(p_from date, p_to date) returns jsonb language sql as $$
  select fares.takings(p_owner_ids => array[r.owner_id], p_vehicle_ids => array[r.vehicle_id], p_from => p_from,
    p_to => p_to,
                       p_zone => 'Africa/Nairobi', p_horizon => '18446744073709551615'::xid8)
    from fares.split_rules r where cardinality(r.purposes) = 5 $$;
select is(pg_temp.took('2026-11-20', '2026-11-20') -> 'cents', '9050', 'a day''s total');
select is(pg_temp.took('2026-11-20', '2026-11-20') -> 'fares', '3', 'and how many fares');
select is(pg_temp.took('2026-11-20', '2026-11-20') ->> 'last_at', '2026-11-20T07:50:00',
  'and the last one, by the market''s clock');
select is(jsonb_path_query_first(pg_temp.took('2026-11-20', '2026-11-20'), '$.bars[*] ? (@.bar == "07")'),
  '{"bar": "07", "cents": 8050, "fares": 2}', 'what was taken in an hour');
select is(pg_temp.took('2026-11-20', '2026-11-20') #>> '{bars,0,bar}', '02',
  'an hour of the night has a bar when something was taken');
select is(jsonb_array_length(pg_temp.took('2026-11-20', '2026-11-20') -> 'bars'), 20, 'beside all hours of service');
select is((select sum((b ->> 'cents')::int)::int
  from jsonb_array_elements(pg_temp.took('2026-11-16', '2026-11-22') -> 'bars') b), 13050,
  'a week''s bars are its days and sum to its total');
select is(pg_temp.took('2026-11-16', '2026-11-22') #> '{vehicles,0,cents}', '13050', 'so do its vehicles');
select is(pg_temp.took('2026-11-16', '2026-11-22') #>> '{latest,0,receipt}', 'TKA0000004', 'the latest come first');
select is(pg_temp.took('2026-01-01', '2026-01-01') - 'bars',
  '{"cents": 0, "fares": 0, "last_at": null, "vehicles": [], "latest": []}',
  'a day without fares has zeros, not nulls');
select finish();
rollback;
