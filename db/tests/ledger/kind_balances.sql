begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.kinds(p_horizon xid8) returns text language sql as $$
  select string_agg(concat_ws(' ', k.kind, k.cents), ', ') from ledger.kind_balances(p_horizon => p_horizon) k $$;
select pg_temp.post_fare('TKA0000001', :split_rule_id, 6000), pg_temp.confirm(pg_temp.incoming('TKA0000002',
  '50.00', 'x'))
  \g /dev/null
select is(pg_temp.kinds('18446744073709551615'), 'commission 120, suspense 5000, trust -11000, vehicle 5880',
  'what the trust account has is owed to vehicles, to suspense and to us');
select is((select sum(k.cents)::bigint from ledger.kind_balances(p_horizon => null) k), 0::bigint, 'it sums to zero');
select is(pg_temp.kinds('0'), 'commission 0, suspense 0, trust 0, vehicle 0', 'a position before them has none of it');
select finish(); rollback;
