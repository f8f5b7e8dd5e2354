begin; select plan(3);
\ir ../fixtures/vouchers.psql
select is(payouts.hold_voucher(array[:fuel], array[100::bigint], 'KES', 'x', now()) > 0, true, 'it is held');
select is(array[pg_temp.balance(:fuel), pg_temp.clearing()], array[264500, 100]::bigint[], 'in clearing');
select throws_ok(format($$ select payouts.hold_voucher(array[%s], array[9999999::bigint], 'KES', 'y', now()) $$,
  :fuel), 'LFF10', null, 'no more than there is');
select * from finish(); rollback;
