begin; select plan(4);
\ir ../fixtures/one_vehicle.psql
select pg_temp.confirm(pg_temp.incoming('QAVA000001', '900.00')) \g /dev/null
select results_eq(format('select * from ledger.available(p_sub_wallet_ids => array[%s])', :fuel),
  format('values (%s::bigint, 26460::bigint, 0::bigint)', :fuel), 'all of it may leave');
select pg_temp.confirm(pg_temp.incoming('QAVA000002', '1500.00')) \g /dev/null
select results_eq(format('select * from ledger.available(p_sub_wallet_ids => array[%s])', :fuel),
  format('values (%s::bigint, 70560::bigint, 44100::bigint)', :fuel), 'what waits for the operator''s word is held');
select is((select count(*) from ledger.available(p_sub_wallet_ids => array[:fuel, :profit])), 2::bigint, 'of several');
select is((select count(*) from ledger.available(p_sub_wallet_ids => '{}')), 0::bigint, 'of none');
select finish(); rollback;
