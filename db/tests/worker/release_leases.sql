begin;
set constraints all immediate;
select plan(6);
\ir ../fixtures/one_prompt.psql

select pg_temp.ask('ref1'), pg_temp.ask('ref2');
select messaging.enqueue('test', 'a', '{}');
select * from worker.claim_pushes(1, 60);
select * from worker.claim_jobs('test', 1, 60);
update messaging.outbox set lease_until = now() - interval '1 second' where state = 'leased';
create temp table sent as select key from messaging.outbox where topic = 'stk_push' and state = 'leased';
select is(worker.release_leases(), 2, 'two workers died');
select is(pg_temp.state((select key from sent)), 'unknown', 'the prompt may be on the phone: nobody knows');
select is(pg_temp.job((select key from sent)), null, 'so it is never sent again');
select is((select count(*) from worker.claim_pushes(10, 60)), 1::bigint, 'the prompt nobody had taken is');
select is((select count(*) from worker.claim_jobs('test', 10, 60)), 1::bigint, 'a message goes to another worker');
select is(worker.release_leases(), 0, 'nothing left to release');
select finish();
rollback;
