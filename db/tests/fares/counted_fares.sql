begin; select plan(4);
\ir ../fixtures/signed_in.psql
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-20 23:59:59'), pg_temp.fare('TKA0000002',
  :split_rule_id, 6000, '2026-11-21 00:00'), pg_temp.fare('TKB0000001', :other_rule_id, 9900, '2026-11-20 12:00')
  \g /dev/null
create function pg_temp.counted(p_vehicles bigint[], p_from date default '2026-11-20', p_to date default '2026-11-21',
  p_horizon xid8 default '18446744073709551615') returns text language sql as $$
  select string_agg(f.receipt, ' ' order by f.receipt) from fares.counted_fares(p_vehicle_ids => p_vehicles,
  p_from => p_from, p_to => p_to, p_horizon => p_horizon) f $$;
select is(pg_temp.counted(array[:vehicle_id]), 'TKA0000001 TKA0000002', 'the fares of these vehicles');
select is(pg_temp.counted(array[:vehicle_id, :other_vehicle_id], p_to => '2026-11-20'), 'TKA0000001 TKB0000001',
  'and days');
select is(pg_temp.counted(array[:vehicle_id], p_horizon => ledger.horizon()), null, 'as of a position');
select is((select count(*) from fares.fares f join ledger.journals j using (journal_id) where f.xact = j.xact),
  3::bigint, 'a fare counts from the same position on as its journal');
select finish(); rollback;
