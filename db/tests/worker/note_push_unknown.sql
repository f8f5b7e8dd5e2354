begin;
set constraints all immediate;
select plan(5);
\ir ../fixtures/one_prompt.psql
select pg_temp.ask('ref1'), pg_temp.ask('paid');
create temp table got as select * from worker.claim_pushes(10, 60);
create function pg_temp.note(p_ref text) returns text language sql as $$
  select worker.note_push_unknown(p_outbox_id => outbox_id, p_attempt => attempt, p_payment_ref => p_ref,
    p_error => 'no answer') from got where payment_ref = p_ref $$;
update mobile_money.payment_intents set state = 'paid' where payment_ref = 'paid';
select is(pg_temp.note('ref1'), 'unknown', 'a prompt without an answer is unknown');
select is(pg_temp.job('ref1'), null, 'it is never sent again');
select is_empty($$ select * from worker.claim_pushes(10, 60) $$, 'by any worker');
select is(messaging.enqueue('stk_push', 'ref1', '{}'), (select outbox_id from got where payment_ref = 'ref1'),
  'not even when it is put into the outbox again');
select is(pg_temp.note('paid'), 'paid', 'a paid one stays paid');
select finish();
rollback;
