begin; select plan(11);
\ir ../fixtures/money_out.psql
create function pg_temp.asked() returns bigint language sql as $$ select count(*) from worker.claim_balance_query() $$;
select is(pg_temp.asked(), 0::bigint, 'no payout is open: nobody asks');
select pg_temp.open_payout() as id \gset
select is(pg_temp.asked(), 1::bigint, 'a payout is open: one question about all accounts');
select query_ref as ref from payouts.float_balances where query_ref is not null \gset
select is((select count(*) from payouts.float_balances where query_ref is not null), 1::bigint, 'with one address');
select is(pg_temp.asked(), 0::bigint, 'it is asked once');
update payouts.float_balances set asked_at = clock_timestamp() - interval '449 seconds';
select is(pg_temp.asked(), 0::bigint, 'an answer has time');
update payouts.float_balances set asked_at = clock_timestamp() - interval '451 seconds';
select is((select query_ref from worker.claim_balance_query()), :'ref', 'then again, with the same address');
update payouts.float_balances set asked_at = now() - interval '1 hour', told_at = now() - interval '1 minute';
select is(pg_temp.asked(), 0::bigint, 'what was told a moment ago is known');
update payouts.float_balances set told_at = '-infinity' where account = 'working';
select is(pg_temp.asked(), 1::bigint, 'both accounts must be known');
update payouts.float_balances set asked_at = now() + interval '3 days';
select is(pg_temp.asked(), 1::bigint, 'a question of three days to come was asked while the clock was ahead');
update payouts.float_balances set asked_at = null, told_at = now() + interval '3 days';
select is(pg_temp.asked(), 1::bigint, 'and a word of then is none');
update payouts.float_balances set asked_at = null, told_at = '-infinity';
select payouts.give_back(p_payout_id => :id, p_state => 'cancelled', p_reason => 'x', p_result_code => null)
  \g /dev/null
select is(pg_temp.asked(), 0::bigint, 'when the last payout has ended, nobody asks');
select finish(); rollback;
