begin; select plan(4);
\ir ../fixtures/gates.psql
update payouts.float_balances set cents = 100000000, told_at = clock_timestamp();
select is(pg_temp.figure('payout_delay'), '-/-/0', 'nobody withdraws');
select pg_temp.open_payout(p_needs_approval => 'yes'), pg_temp.open_payout() as quick \gset
select is(pg_temp.figure('payout_delay', '30 minutes') between '1850/1850/1' and '1860/1860/1', true,
  'one on its way, with its time so far; what a second person approves does not count');
select payouts.give_back(:quick, 'failed', 'x', '1') \g /dev/null
select is(pg_temp.figure('payout_delay', '30 minutes'), '0/0/1', 'a result ends it');
select is(pg_temp.figure('payout_delay', '61 minutes'), '-/-/0', 'results of the last hour count');
select finish(); rollback;
