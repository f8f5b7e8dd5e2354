begin; select plan(2);
\ir ../fixtures/signed_in.psql
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-20 07:10:10'),
  pg_temp.fare('TKA0000002', :split_rule_id, 2050, '2026-11-20 07:10:50'),
  pg_temp.fare('TKA0000003', :split_rule_id, 4000, '2026-11-21 12:00') \g /dev/null
create function pg_temp.latest(p_horizon xid8) returns text language sql as $$
  select string_agg(l.receipt, ' ') from fares.split_rules r, fares.latest_fares(p_owner_ids => array[r.owner_id],
    p_vehicle_id => r.vehicle_id, p_from => '2026-11-20', p_to => '2026-11-21', p_horizon => p_horizon,
    p_limit => 2) l where cardinality(r.purposes) = 5 $$;
select is(pg_temp.latest(:all_of_it), 'TKA0000003 TKA0000002', 'the newest come first, so many as were asked for');
select is(pg_temp.latest('1'), null, 'as of a position');
select finish(); rollback;
