begin; select plan(4);
\ir ../fixtures/signed_in.psql
select pg_temp.fare('TKB000000' || n, :split_rule_id, 1000 * n, d || ' 09:00') from (values
  (1, '2026-11-14'), (2, '2026-11-07'), (4, '2026-10-31'), (9, '2026-11-20')) f(n, d) \g /dev/null
select pg_temp.fare('TKB0000019', :split_rule_id, 700, '2026-11-07 18:00') \g /dev/null
create function pg_temp.usual(p_on date, p_local text) returns bigint language sql as $$
  select u.usual_cents from fares.split_rules r, fares.usual_takings(p_owner_ids => array[r.owner_id],
    p_vehicle_ids => array[r.vehicle_id], p_on => p_on, p_zone => 'Africa/Nairobi',
    p_horizon => '18446744073709551615', p_moment => p_local::timestamp at time zone 'Africa/Nairobi') u
   where cardinality(r.purposes) = 5 $$;
select is(pg_temp.usual('2026-11-21', '2026-11-22 03:00'), 2700::bigint, 'the median of the same weekday before');
select is(pg_temp.usual('2026-11-21', '2026-11-21 12:00'), 2000::bigint, 'up to the same time while the day lasts');
select is(pg_temp.usual('2026-11-21', '2026-11-21 08:00'), 0::bigint, 'which may be nothing');
select is(pg_temp.usual('2026-11-18', '2026-11-22 03:00'), null, 'without such days there is no usual');
select finish(); rollback;
