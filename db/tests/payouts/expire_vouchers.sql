begin; select plan(5);
\ir ../fixtures/vouchers.psql
select pg_temp.issue('300', '111111') \g /dev/null
select is(payouts.expire_vouchers(), 0::bigint, 'not before its time');
update config.settings set value = '0' where setting = 'voucher_hours';
select pg_temp.issue('2000') \g /dev/null
select is(pg_temp.redeem(:station, '100'), 'expired', 'after two hours it can''t be used');
select is(array[payouts.expire_vouchers(), payouts.expire_vouchers()], array[1, 0]::bigint[], 'it ends once');
select is(array[pg_temp.balance(:fuel), pg_temp.clearing()], array[264600 - 30500, 30500]::bigint[],
  'the money is back in the pot');
select is(pg_temp.faults(), null, 'the ledger is whole');
select * from finish(); rollback;
