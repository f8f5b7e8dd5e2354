begin; select plan(5);
\ir ../fixtures/claimed_prompts.psql
create function pg_temp.note(p_ref text) returns text language sql as $$
  select worker.note_push_refused(p_outbox_id => outbox_id, p_attempt => attempt, p_payment_ref => p_ref,
    p_error_code => '400.002.02') from got where payment_ref = p_ref $$;
select is(pg_temp.note('ref1'), 'failed', 'a refused prompt has failed');
select is((select result_code from mobile_money.payment_intents where payment_ref = 'ref1'), '400.002.02', 'its cause');
select is(pg_temp.job('ref1'), null, 'and is not sent again');
select is(pg_temp.note('paid'), 'paid', 'a paid one stays paid');
update mobile_money.payment_intents set state = 'unknown', result_code = null, finished_at = null,
  checkout_sealed = '\x01' where payment_ref = 'ref1';
select is(pg_temp.note('ref1'), 'unknown', 'one that M-Pesa accepted is not refused any more');
select finish(); rollback;
