begin; select plan(9);
\ir ../fixtures/one_prompt.psql
select pg_temp.ask('ref1'), pg_temp.ask('fast'), pg_temp.ask('late'), pg_temp.ask('lost');
create temp table got as select * from worker.claim_pushes(10, 60, '400222');
create function pg_temp.note(p_ref text) returns text language sql as $$
  select worker.note_push(p_outbox_id => outbox_id, p_attempt => attempt, p_payment_ref => p_ref,
    p_merchant_request_id => 'M-' || p_ref, p_checkout_sealed => convert_to('C-' || p_ref, 'UTF8'))
    from got where payment_ref = p_ref $$;
select is(pg_temp.note('ref1'), 'pushed', 'the prompt was accepted');
select results_eq($$ select checkout_sealed, query_after > now() + interval '50 seconds'
  from mobile_money.payment_intents where payment_ref = 'ref1' $$,
  $$ values ('C-ref1'::bytea, true) $$, 'the operator is asked about it in a minute');
select is((select provider_id from messaging.outbox_done where topic = 'stk_push' and key = 'ref1'), 'M-ref1',
  'the job is done');
update mobile_money.payment_intents set state = 'unknown', query_after = null where payment_ref = 'ref1';
select is(pg_temp.note('ref1'), 'unknown', 'a second report changes nothing');
update mobile_money.payment_intents set state = 'paid' where payment_ref = 'fast';
update mobile_money.payment_intents set pushed_at = '2026-01-01', query_after = '2026-01-02' where payment_ref = 'fast';
select is(pg_temp.note('fast'), 'paid', 'a result that came before the report stays');
select is((select (pushed_at, query_after)::text from mobile_money.payment_intents where payment_ref = 'fast'),
  row('2026-01-01'::timestamptz, '2026-01-02'::timestamptz)::text, 'and the times that it set');
update mobile_money.payment_intents set state = 'unknown' where payment_ref = 'late';
select is(pg_temp.note('late'), 'pushed', 'a worker whose lease ran out may still report');
select mobile_money.finish_intent('lost', '1037', now()) \g /dev/null
select is(pg_temp.note('lost') || (select query_after > now() from mobile_money.payment_intents
  where payment_ref = 'lost')::text, 'unknowntrue', 'a prompt that was given up before the report is asked about');
select is(worker.note_push(-1, 1, 'nobody', 'M', 'C'), null, 'no such payment');
select finish(); rollback;
