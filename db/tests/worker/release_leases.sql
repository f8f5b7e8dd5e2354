begin; select plan(10);
\ir ../fixtures/one_prompt.psql
select pg_temp.ask('ref1'), pg_temp.ask('ref2');
select messaging.enqueue('test', 'a', '{}');
select * from worker.claim_pushes(1, 60, '400222');
select * from worker.claim_jobs('test', 1, 60);
update messaging.outbox set lease_until = now() - interval '1 second' where state = 'leased';
select key as sent from messaging.outbox where topic = 'stk_push' and state = 'leased' \gset
select is(worker.release_leases(), 2, 'two workers died');
select is(pg_temp.state(:'sent'), 'unknown', 'the prompt may be on the phone');
select is(pg_temp.job(:'sent'), null, 'so it is never sent again');
select is((select count(*) from worker.claim_pushes(10, 60, '400222')), 1::bigint, 'the prompt that was not leased is');
select is((select count(*) from worker.claim_jobs('test', 10, 60)), 1::bigint, 'the message goes to another worker');
select is(worker.release_leases(), 0, 'nothing is left to release');
update mobile_money.payment_intents set state = 'paid' where payment_ref <> :'sent';
update messaging.outbox set lease_until = now() - interval '1 second' where topic = 'stk_push';
select is(worker.release_leases(), 1, 'a third worker died');
select is((select state from mobile_money.payment_intents where payment_ref <> :'sent'), 'paid',
  'a prompt whose result is known keeps its state');
select pg_temp.ask('ref3');
select * from worker.claim_pushes(1, 60, '400222');
select is(worker.release_leases(), 0, 'a lease that was given now stays');
update messaging.outbox set lease_until = now() + interval '3 days' where topic = 'stk_push';
select is(worker.release_leases(), 1, 'no lease lasts three days: the clock was ahead when it was given');
select finish(); rollback;
