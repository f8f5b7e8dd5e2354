begin; select plan(2);
\ir ../fixtures/signed_in.psql
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-20 07:10:10'),
  pg_temp.fare('TKA0000002', :split_rule_id, 2050, '2026-11-20 07:10:50'),
  pg_temp.fare('TKA0000003', :split_rule_id, 4000, '2026-11-21 12:00') \g /dev/null
create function pg_temp.held(p_to date) returns bigint language sql as $$
  select fares.held_takings(p_held => '{"rows": [{"kind": "fare", "reference": "TKA0000001"},
    {"kind": "fare", "reference": "TKA0000003"}, {"kind": "other", "reference": "TKA0000002"}]}',
    p_vehicle_ids => array[r.vehicle_id], p_from => '2026-11-20', p_to => p_to)
    from fares.split_rules r where cardinality(r.purposes) = 5 $$;
select is(pg_temp.held('2026-11-20'), 6000::bigint, 'a held fare counts whole, on its day');
select is(fares.held_takings(null, array[:vehicle_id], '2026-11-20', '2026-11-20'), 0::bigint, 'nothing held is zero');
select finish(); rollback;
