begin; select plan(2);
\ir ../fixtures/vouchers.psql
select payouts.hold_voucher(array[:fuel, :profit], array[100, 50]::bigint[], 'KES', 'x', now()) as hold \gset
select results_eq(format('select * from payouts.voucher_legs(%s, 120)', :hold),
  format('values (array[%s, %s]::bigint[], array[100, 20]::bigint[])', :fuel, :profit), 'in the order of the hold');
select results_eq(format('select * from payouts.voucher_legs(%s, 60)', :hold),
  format('values (array[%s]::bigint[], array[60]::bigint[])', :fuel), 'no more than is asked for');
select * from finish(); rollback;
