begin; select plan(2);
\ir ../fixtures/refunds.psql
select count(*) from fares.refund_legs(array[:commission, :fuel], array[20, 30], array[20, 10], null, null) \g /dev/null
select is((select string_agg(w.kind || '/' || s.purpose || ' ' || l.cents, ', ' order by l.line)
  from fares.refund_legs(array[:commission, :fuel, :profit], array[20, 30, 50], array[20, 10, 0], array[:trust],
    array[100]) l join ledger.sub_wallets s using (sub_wallet_id) join ledger.wallets w using (wallet_id)),
  'vehicle/fuel -20, vehicle/profit -50, difference/main -20, debt/fuel -10, trust/main 100',
  'what is there, what is owed, and where it goes');
select is_empty($$ select from fares.refund_legs(null, null, null, null, null) $$, 'nothing gives nothing');
select * from finish(); rollback;
