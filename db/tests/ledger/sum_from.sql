begin; select plan(3);
\ir ../fixtures/signed_in.psql
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-20 07:10') as first,
  pg_temp.fare('TKA0000002', :split_rule_id, 1000, '2026-11-20 07:20') as second \gset
create function pg_temp.sum(p_journal bigint, p_fuel bigint) returns bigint language sql as $$
  select ledger.sum_from(p_fuel, '18446744073709551615', pg_current_xact_id() || '.' || p_journal) $$;
select is(pg_temp.sum(:first, :fuel), 2058::bigint, 'from the oldest entry it is the balance');
select is(pg_temp.sum(:second, :fuel), 294::bigint, 'from the newest that alone');
select is(ledger.sum_from(:fuel, :all_of_it, null), 0::bigint, 'from nowhere nothing');
select finish(); rollback;
