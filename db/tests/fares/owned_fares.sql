begin;
\ir ../fixtures/signed_in.psql
select plan(6);
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-20 23:59:59'),
  pg_temp.fare('TKA0000002', :split_rule_id, 6000, '2026-11-21 00:00'),
       pg_temp.fare('TKB0000001', :other_rule_id, 9900, '2026-11-20 12:00');
create function pg_temp.seen(p_owners bigint[], p_vehicles bigint[], p_from date, p_to date,
  p_horizon xid8 default '18446744073709551615') returns text
language sql as $$ select string_agg(f.receipt, ' ' order by f.receipt)
  from fares.owned_fares(p_owner_ids => p_owners, p_vehicle_ids => p_vehicles,
  p_from => p_from, p_to => p_to, p_horizon => p_horizon) f $$;
select is(pg_temp.seen(array[:owner_id], array[:vehicle_id, :other_vehicle_id], '2026-11-01', '2026-11-30'),
  'TKA0000001 TKA0000002',
  'an owner sees the fares that were split for them, and no other''s');
select is(pg_temp.seen(array[:owner_id], array[:vehicle_id], '2026-11-20', '2026-11-20'), 'TKA0000001',
  'a day ends at the market''s midnight');
select is(pg_temp.seen(array[:owner_id], array[:other_vehicle_id], '2026-11-01', '2026-11-30'), null,
  'asking for a stranger''s vehicle shows nothing');
select is(pg_temp.seen(array[:owner_id], array[:vehicle_id], '2026-11-01', '2026-11-30', ledger.horizon()), null,
  'unfinished transactions are not on the page yet');
select fleet.transfer_vehicle(p_vehicle_id => :vehicle_id, p_owner_id => :stranger_id,
  p_at => now() + interval '1 second', p_made_by => 'test');
select is(pg_temp.seen(array[:stranger_id], array[:vehicle_id], '2026-11-01', '2026-11-30'), null,
  'who buys a vehicle does not see what it earned the seller');
select is(pg_temp.seen(array[:owner_id], array[:vehicle_id], '2026-11-01', '2026-11-30'), 'TKA0000001 TKA0000002',
  'who sold it still does');
select finish();
rollback;
