begin; select plan(2);
\ir ../fixtures/signed_in.psql
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-20 07:10:10'),
  pg_temp.fare('TKA0000002', :split_rule_id, 2050, '2026-11-20 07:10:50'),
  pg_temp.fare('TKA0000003', :split_rule_id, 4000, '2026-11-21 12:00') \g /dev/null
create function pg_temp.yours(p_on date) returns bigint language sql as $$
  select fares.owners_part(p_owner_ids => array[r.owner_id], p_vehicle_ids => array[r.vehicle_id], p_from => p_on,
    p_to => p_on, p_horizon => '18446744073709551615') from fares.split_rules r where cardinality(r.purposes) = 5 $$;
select is(pg_temp.yours('2026-11-21'), 3528::bigint,
  'the owner''s part is the fare without our fee and the SACCO''s part');
select is(pg_temp.yours('2026-11-22'), 0::bigint, 'nothing of nothing');
select finish(); rollback;
