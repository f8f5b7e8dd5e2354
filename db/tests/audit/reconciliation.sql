-- A day's figures: what only a statement can settle is not unexplained.
begin; select plan(3);
\ir ../fixtures/gates.psql
create function pg_temp.break(p_source text, p_kind text, p_cents bigint) returns void language sql as $$
  insert into recon.breaks (kind, source, short_code, journal_id, business_on, unexplained_cents)
  values (p_kind, p_source, '400222', nextval('test_journals'), '2026-11-20', p_cents) $$;
create function pg_temp.day(p_source text) returns text language sql as $$
  select concat_ws(' ', r.missing_at_operator, r.unexplained_cents, r.unsettled_cents) from audit.reconciliation r
   where r.business_on = '2026-11-20' and r.source = p_source $$;
select pg_temp.break('pull', 'missing_at_operator', 6000), pg_temp.break('pull', 'amount_differs', 100);
select is(pg_temp.day('pull'), '1 100 6000', 'the Pull API may leave a payment out; another amount is unexplained');
select pg_temp.break('statement', 'missing_at_operator', 6000);
select is(pg_temp.day('statement'), '1 6000 0', 'what a statement leaves out is unexplained');
update recon.breaks set state = 'cleared', ended_at = now();
select is(pg_temp.day('pull') || ' ' || pg_temp.day('statement'), '1 0 0 1 0 0', 'until it is explained');
select finish(); rollback;
