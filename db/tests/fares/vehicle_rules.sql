begin; select plan(2);
\ir ../fixtures/signed_in.psql
select is((select array_agg(r.split_rule_id order by r.split_rule_id) from fares.vehicle_rules(
  p_vehicle_ids => array[:vehicle_id, :other_vehicle_id]) r), array[:split_rule_id, :other_rule_id]::bigint[],
  'each rule of these vehicles');
select results_eq(
  $$ select v.owner_id, v.purposes[v.home_place], v.sacco_id from fares.split_rules r cross join lateral
       fares.vehicle_rules(p_vehicle_ids => array[r.vehicle_id]) v where cardinality(r.purposes) = 5 $$,
  $$ select r.owner_id, r.home_purpose, w.sacco_id from fares.split_rules r
       join ledger.sub_wallets s on s.sub_wallet_id = r.sub_wallet_ids[1] join ledger.wallets w using (wallet_id)
      where cardinality(r.purposes) = 5 $$, 'with whom it pays');
select finish(); rollback;
