begin; select plan(4);
\ir ../fixtures/vouchers.psql
select pg_temp.issue('500') \g /dev/null
select voucher_id as voucher from payouts.vouchers \gset
select is(array[owners.cancel_voucher(sha256('stranger'), :'voucher') ->> 'outcome',
  owners.cancel_voucher(sha256('owner'), '0') ->> 'outcome'], array['absent', 'absent'], 'only their own');
select is(owners.cancel_voucher(sha256('owner'), :'voucher') ->> 'outcome', 'cancelled', 'the owner takes it back');
select is(array[pg_temp.balance(:fuel), pg_temp.clearing()], array[264600, 0]::bigint[], 'and the money is back');
select is(owners.cancel_voucher(sha256('owner'), :'voucher') ->> 'outcome', 'cancelled', 'once');
select * from finish(); rollback;
