begin; select plan(9);
\ir ../fixtures/one_prompt.psql
select pg_temp.ask('ref1');
create temp table got as select * from worker.claim_pushes(p_limit => 10, p_lease_seconds => 60,
  p_short_code => '400222');
select results_eq($$ select attempt, payment_ref, account_ref, amount, phone_sealed from got $$,
  $$ values (1, 'ref1', '4628-ref1', '60', '\x5ea1'::bytea) $$, 'all that the prompt needs, in whole shillings');
select is((select short_code from mobile_money.payment_intents where payment_ref = 'ref1'), '400222',
  'the intent remembers the PayBill');
select is_empty($$ select * from worker.claim_pushes(10, 60, '400222') $$, 'a second worker gets nothing');
select pg_temp.ask('old');
update mobile_money.payment_intents set created_at = now() - interval '61 seconds' where payment_ref = 'old';
select is_empty($$ select * from worker.claim_pushes(10, 60, '400222') $$, 
  'one that waited over a minute is never sent');
select is(pg_temp.state('old'), 'expired', 'it is expired');
select is(pg_temp.job('old'), null, 'and out of the outbox');
select is((select times_raised from messaging.alarms where kind = 'prompts_unsent'), 1, 'and raises an alarm');
select pg_temp.ask('paid');
update mobile_money.payment_intents set state = 'paid' where payment_ref = 'paid';
select is_empty($$ select * from worker.claim_pushes(10, 60, '400222') $$, 'one that was paid meanwhile is never sent');
select is(pg_temp.state('paid'), 'paid', 'and stays paid');
select finish(); rollback;
