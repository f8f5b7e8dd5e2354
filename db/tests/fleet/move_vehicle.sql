begin; select plan(6);
\ir ../fixtures/sacco.psql
select fleet.register_route(:sacco_id, '23', 'Odeon-Kangemi', array['Odeon', 'Kangemi']) as second_id \gset
select is(fleet.move_vehicle(:vehicle_id, :second_id, 'test'), 'moved', 'to another route of the SACCO');
select is(fleet.move_vehicle(:vehicle_id, :second_id, 'test'), 'same', 'once');
select is(fleet.move_vehicle(:vehicle_id, :foreign_route_id, 'test'), 'moved', 'to another SACCO');
select is((select s.name from fares.split_rules r join ledger.sub_wallets w on w.sub_wallet_id = r.trust_sub_wallet_id
   join ledger.wallets using (wallet_id) join fleet.saccos s using (sacco_id)
  where r.split_rule_id = fares.rule_in_force(:vehicle_id, clock_timestamp())), 'Foreign Line',
  'its fares are in that SACCO''s trust account');
select is(pg_temp.holds('conductor'), null, 'the crew stays behind');
select is(fleet.move_vehicle(:vehicle_id, null, 'test'), 'no_route', 'nowhere is no route');
select finish(); rollback;
