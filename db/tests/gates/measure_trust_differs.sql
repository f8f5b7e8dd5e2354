begin; select plan(4);
\ir ../fixtures/gates.psql
create function pg_temp.prove(p_cents bigint, p_before interval) returns void language sql as $$
  with a as (insert into recon.balance_answers (asked_at, told_at, accounts)
             values (now() - p_before, now() - p_before, '{"utility": 1}') returning answer_id)
  insert into recon.trust_proofs (answer_id, made_at, at, state, without_statement, told_cents, bank_cents,
    charges_cents, fees_cents, lines_cents, payouts_cents, after_cents, owed_cents, difference_cents)
  select a.answer_id, now() - p_before, now() - p_before, case p_cents when 0 then 'proven' else 'differs' end, '{}',
         p_cents, 0, 0, 0, 0, 0, 0, 0, p_cents from a $$;
select is(pg_temp.figure('trust_differs'), '-/-/1', 'nothing was proved');
select pg_temp.prove(0, '1 hour');
select is(pg_temp.figure('trust_differs'), '0/0/1', 'proved, and nothing differs');
select pg_temp.prove(-100, '10 minutes');
select is(pg_temp.figure('trust_differs'), '100/0/1', 'a shilling is missing, but not yet for a quarter of an hour');
select is(pg_temp.figure('trust_differs', '10 minutes'), '100/100/1', 'then it is an alarm');
select finish(); rollback;
