begin; select plan(2);
\ir ../fixtures/gates.psql
update payouts.float_balances set cents = 100000000, told_at = clock_timestamp();
select is(pg_temp.figure('payout_unknown'), '0/0/0', 'none is unknown');
select pg_temp.open_payout() as lost \gset
select pg_temp.send(:lost, 'unknown') \g /dev/null
update payouts.payouts set sent_at = pg_temp.start() - interval '61 minutes' where payout_id = :lost;
select is(pg_temp.figure('payout_unknown'), '3660/3660/1', 'unknown since it was sent');
select finish(); rollback;
