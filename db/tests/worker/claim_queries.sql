begin;
set constraints all immediate;
select plan(6);
\ir ../fixtures/one_prompt.psql

select pg_temp.ask('ref1'), pg_temp.ask('lost'), pg_temp.ask('paid');
update mobile_money.payment_intents set state = 'pushed', checkout_sealed = '\xc1', query_after
  = now() - interval '1 second';
update mobile_money.payment_intents set checkout_sealed = null, state = 'unknown' where payment_ref = 'lost';
update mobile_money.payment_intents set result_code = '0', state = 'unknown' where payment_ref = 'paid';
select results_eq($$ select payment_ref, checkout_sealed from worker.claim_queries(p_limit => 10) $$, $$
  values ('ref1', '\xc1'::bytea) $$,
  'only what can be asked about and is worth asking');
select results_eq($$ select queries, query_after > now() + interval '10 seconds' from mobile_money.payment_intents
  where payment_ref = 'ref1' $$,
  $$ values (1, true) $$, 'the next question comes later');
select is_empty($$ select * from worker.claim_queries(10) $$, 'no second worker asks meanwhile');
update mobile_money.payment_intents set query_after = now() - interval '1 second', queries = 7 where payment_ref
  = 'ref1';
select is((select count(*) from worker.claim_queries(10)), 1::bigint, 'asked again when it is time');
select ok((select query_after > now() + interval '5 minutes' from mobile_money.payment_intents where payment_ref
  = 'ref1'), 'ever more rarely');
update mobile_money.payment_intents set query_after = now() - interval '1 second', state = 'failed' where payment_ref
  = 'ref1';
select is_empty($$ select * from worker.claim_queries(10) $$, 'not when it is finished');
select finish();
rollback;
