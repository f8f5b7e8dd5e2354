begin; select plan(6);
\ir ../fixtures/signed_in.psql
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-20 23:59:59'), pg_temp.fare('TKA0000002',
  :split_rule_id, 6000, '2026-11-21 00:00'), pg_temp.fare('TKB0000001', :other_rule_id, 9900, '2026-11-20 12:00');
create function pg_temp.owned(p_owner bigint, p_vehicles bigint[], p_from date default '2026-11-01',
  p_to date default '2026-11-30', p_horizon xid8 default '18446744073709551615') returns text language sql as $$
  select string_agg(f.receipt, ' ' order by f.receipt) from fares.owned_fares(p_owner_ids => array[p_owner],
  p_vehicle_ids => p_vehicles, p_from => p_from, p_to => p_to, p_horizon => p_horizon) f $$;
select is(pg_temp.owned(:owner_id, array[:vehicle_id, :other_vehicle_id]),
  'TKA0000001 TKA0000002', 'an owner sees their own fares only');
select is(pg_temp.owned(:owner_id, array[:vehicle_id], '2026-11-20', '2026-11-20'),
  'TKA0000001', 'a day ends at the market''s midnight');
select is(pg_temp.owned(:owner_id, array[:other_vehicle_id]), null, 'another owner''s vehicle shows nothing');
select is(pg_temp.owned(:owner_id, array[:vehicle_id], p_horizon => ledger.horizon()), null, 'unfinished ones are not');
select fleet.transfer_vehicle(p_vehicle_id => :vehicle_id,
  p_owner_id => :stranger_id, p_at => now() + interval '1 second', p_made_by => 'test');
select is(pg_temp.owned(:stranger_id, array[:vehicle_id]), null, 'a buyer does not see what the seller earned');
select is(pg_temp.owned(:owner_id, array[:vehicle_id]), 'TKA0000001 TKA0000002', 'the seller still does');
select finish(); rollback;
