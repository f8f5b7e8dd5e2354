begin; select plan(4);
\ir ../fixtures/signed_in.psql
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-20 07:00');
select results_eq(format($$ select purpose,
    balance_cents from ledger.owner_wallets(p_owner_ids => array[%s]::bigint[], p_horizon => %L::xid8) $$,
    :owner_id, '18446744073709551615'), $$ values ('fuel', 1764::bigint), ('maintenance', 294), ('sacco', 588),
  ('insurance', 1176), ('profit', 2058) $$, 'each sub_wallet has its share of the fare, in the order of the rule');
select is((select sum(balance_cents)::bigint from ledger.owner_wallets(array[:owner_id]::bigint[], '0'::xid8)),
  0::bigint, 'before the first transaction there was nothing in them');
select is((select count(*)::int from ledger.owner_wallets(array[:stranger_id]::bigint[], :all_of_it)),
  1, 'another owner sees their own only');
select is_empty($$ select from ledger.owner_wallets(p_owner_ids => '{}', p_horizon => null) $$, 'no owner, no wallets');
select finish(); rollback;
