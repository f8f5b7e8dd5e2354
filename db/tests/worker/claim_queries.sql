begin; select plan(9);
\ir ../fixtures/one_prompt.psql
select pg_temp.ask('ref1'), pg_temp.ask('lost'), pg_temp.ask('paid');
update mobile_money.payment_intents set state = case payment_ref when 'ref1' then 'pushed' else 'unknown' end,
  checkout_sealed = case when payment_ref <> 'lost' then '\xc1'::bytea end,
  result_code = case when payment_ref = 'paid' then '0' end, query_after = now() - interval '1 hour';
create function pg_temp.is_rarer_than(p_wait interval) returns boolean language sql as $$
  select query_after > now() + p_wait from mobile_money.payment_intents where payment_ref = 'ref1' $$;
select results_eq($$ select payment_ref, checkout_sealed from worker.claim_queries(p_limit => 10) $$,
  $$ values ('ref1', '\xc1'::bytea) $$, 'a prompt with its id whose result is not known');
select ok((select queries = 1 from mobile_money.payment_intents where payment_ref = 'ref1')
  and pg_temp.is_rarer_than('10 seconds'), 'the next question comes later');
select is_empty($$ select * from worker.claim_queries(10) $$, 'no second worker asks meanwhile');
update mobile_money.payment_intents set query_after = now() - interval '1 second', queries = 7
 where payment_ref = 'ref1';
select is((select count(*) from worker.claim_queries(10)), 1::bigint, 'asked again when it is due');
select ok(pg_temp.is_rarer_than('5 minutes'), 'less and less often');
update mobile_money.payment_intents set query_after = now() - interval '1 second', state = 'unknown'
 where payment_ref = 'ref1';
select is((select count(*) from worker.claim_queries(10)), 1::bigint, 'and when its state is unknown');
update mobile_money.payment_intents set query_after = now() + interval '20 minutes' where payment_ref = 'ref1';
select is_empty($$ select * from worker.claim_queries(10) $$, 'twenty minutes are waited for');
update mobile_money.payment_intents set query_after = now() + interval '3 days' where payment_ref = 'ref1';
select is((select count(*) from worker.claim_queries(10)), 1::bigint,
  'three days are not: the clock was ahead when that was written');
update mobile_money.payment_intents set query_after = now() - interval '1 second', state = 'failed'
 where payment_ref = 'ref1';
select is_empty($$ select * from worker.claim_queries(10) $$, 'not when it is finished');
select finish(); rollback;
