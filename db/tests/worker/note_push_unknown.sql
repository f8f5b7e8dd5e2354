begin; select plan(5);
\ir ../fixtures/claimed_prompts.psql
create function pg_temp.note(p_ref text) returns text language sql as $$
  select worker.note_push_unknown(p_outbox_id => outbox_id, p_attempt => attempt, p_payment_ref => p_ref,
    p_error => 'no answer') from got where payment_ref = p_ref $$;
select is(pg_temp.note('ref1'), 'unknown', 'a prompt without an answer is unknown');
select is(pg_temp.job('ref1'), null, 'it is never sent again');
select is_empty($$ select * from worker.claim_pushes(10, 60, '400222') $$, 'by any worker');
select is(messaging.enqueue('stk_push', 'ref1', '{}'), (select outbox_id from got where payment_ref = 'ref1'),
  'not even when it is put into the outbox again');
select is(pg_temp.note('paid'), 'paid', 'a paid one stays paid');
select finish(); rollback;
