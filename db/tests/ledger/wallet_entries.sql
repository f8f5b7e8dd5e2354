begin; select plan(5);
\ir ../fixtures/signed_in.psql
select pg_temp.fare('TKA000000' || n, :split_rule_id, 6000, '2026-11-20 07:00') from generate_series(1, 3) n;
create function pg_temp.page(p_before text)
  returns table (place text, reference text, amount_cents bigint) language sql as $$ select e.place, e.reference,
  e.amount_cents from ledger.wallet_entries(p_sub_wallet_id => (select sub_wallet_ids[1] from fares.split_rules where
    cardinality(purposes) = 5), p_horizon => '18446744073709551615'::xid8, p_before => p_before, p_limit => 2) e $$;
create function pg_temp.last(p_before text) returns text language sql as $$
  select place from pg_temp.page(p_before) offset case when p_before is null then 1 else 0 end $$;
select results_eq($$ select reference, amount_cents from pg_temp.page(null) $$, $$ values ('TKA0000003', 1764::bigint),
  ('TKA0000002', 1764) $$, 'the newest entries come first, as many as asked for');
select results_eq($$ select reference from pg_temp.page(pg_temp.last(null)) $$,
  $$ values ('TKA0000001') $$, 'the next page goes on where the last one ended');
select is_empty($$ select from pg_temp.page(pg_temp.last(pg_temp.last(null))) $$, 'after the last there is none');
select is_empty(format($$ select from ledger.wallet_entries(%s, ledger.horizon(), null, 10) $$, :fuel),
  'entries of a running transaction are not shown');
select is_empty($$ select from ledger.wallet_entries(-1, '18446744073709551615'::xid8, null, 10) $$,
  'an unknown sub_wallet is empty');
select finish(); rollback;
