begin; select plan(4);
\ir ../fixtures/vouchers.psql
select pg_temp.issue('2000') \g /dev/null
select payouts.end_voucher(voucher_id, 'cancelled') from payouts.vouchers \g /dev/null
select is(array[pg_temp.balance(:fuel), pg_temp.clearing()], array[264600, 0]::bigint[], 'the money is back');
select is(pg_temp.redeem(:station, '100'), 'cancelled', 'it can''t be used any more');
select payouts.end_voucher(voucher_id, 'expired') from payouts.vouchers \g /dev/null
select is((select state from payouts.vouchers), 'cancelled', 'it ends once');
select throws_ok('delete from payouts.vouchers', 'LFA94', null, 'and stays for ever');
select * from finish(); rollback;
