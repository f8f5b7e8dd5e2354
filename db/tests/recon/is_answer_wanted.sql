begin; select plan(10);
\ir ../fixtures/trust.psql
create function pg_temp.wanted(p_asked interval, p_at timestamptz default now()) returns boolean language sql as $$
  select recon.is_answer_wanted(now() - p_asked, p_at) $$;
select is(pg_temp.wanted('1 hour'), true, 'no answer yet');
select is(pg_temp.wanted('10 seconds'), false, 'a question has time');
select is(pg_temp.wanted('-3 days'), true, 'but not one of three days to come: the clock was ahead');
select pg_temp.tell(1);
select is(pg_temp.wanted('1 hour'), false, 'an answer counts five minutes');
select is(pg_temp.wanted('1 hour', now() + interval '301 seconds'), true, 'then the next is due');
select is(pg_temp.wanted('1 hour', now() - interval '3 days'), true, 'nor does an answer of three days to come count');
insert into recon.trust_proofs (answer_id, at, state, without_statement, told_cents, bank_cents, charges_cents,
  fees_cents, lines_cents, payouts_cents, after_cents, owed_cents, difference_cents)
select answer_id, now(), 'differs', '{}', 1, 0, 0, 0, 0, 0, 0, 0, 1 from recon.balance_answers;
select is(pg_temp.wanted('1 hour', now() + interval '59 seconds'), false, 'one that differed counts a minute');
select is(pg_temp.wanted('1 hour', now() + interval '61 seconds'), true, 'then it is compared again');
insert into recon.progress values ('trust_wanted', now() + interval '1 second');
select is(pg_temp.wanted('1 hour'), true, 'or when staff want one');
update recon.statements set proof = 'not_stated';
select is(pg_temp.wanted('1 hour'), false, 'nothing can be compared before a statement was read');
select finish(); rollback;
