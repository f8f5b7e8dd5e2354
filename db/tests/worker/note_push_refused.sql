begin;
set constraints all immediate;
select plan(4);
\ir ../fixtures/one_prompt.psql

select pg_temp.ask('ref1'), pg_temp.ask('paid');
create temp table got as select * from worker.claim_pushes(10, 60);
update mobile_money.payment_intents set state = 'paid' where payment_ref = 'paid';
select is((select worker.note_push_refused(p_outbox_id => outbox_id, p_attempt => attempt, p_payment_ref => 'ref1',
  p_error_code => '400.002.02') from got where payment_ref = 'ref1'),
  'failed', 'refused is failed');
select is((select result_code from mobile_money.payment_intents where payment_ref = 'ref1'), '400.002.02',
  'with the cause');
select is(pg_temp.job('ref1'), null, 'and is not tried again');
select is((select worker.note_push_refused(outbox_id, attempt, 'paid', '400.002.02') from got where payment_ref
  = 'paid'), 'paid', 'what was paid stays paid');
select finish();
rollback;
