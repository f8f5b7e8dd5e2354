begin; select plan(10);
\ir ../fixtures/recon.psql
create function pg_temp.capital() returns text language sql as $$
  select string_agg(kind || ' ' || balance_cents, ', ' order by kind) from audit.wallet_balances
   where kind in ('capital', 'charges') $$;
create function pg_temp.check(p_id bigint) returns bigint language plpgsql as $$
declare v_id bigint := recon.post_opening(p_statement_id => p_id);
begin
  update recon.statements set checked_at = now() where statement_id = p_id;
  return v_id;
end $$;
select pg_temp.pay_at('TMA0000001', '2026-11-19 12:00+03'), pg_temp.pay_at('TMA0000002') \g /dev/null
select pg_temp.statement(p_opening => 106000) as loose, pg_temp.statement(p_opening => 106000, p_proof => 'proven') as
  first,
  pg_temp.statement(p_opening => 999999, p_proof => 'proven') as second,
  pg_temp.statement(p_account => 'charges', p_opening => -4500, p_proof => 'proven') as charges,
  pg_temp.statement(p_account => 'working', p_opening => 0, p_proof => 'proven') as empty,
  pg_temp.statement(p_account => 'working', p_opening => 777, p_proof => 'proven') as later \gset
select is(pg_temp.check(:loose), null, 'a file that was not proven books nothing');
select ok(pg_temp.check(:first) is not null, 'the first that adds up books its opening balance');
select is(pg_temp.capital(), 'capital 100000', 'less what the ledger knows of the time before');
select is((select (kind, reference, business_on, reason)::text from ledger.journals where kind = 'opening'),
  format('(opening,400222/utility,2026-11-20,"opening balance of statement %s")', :first), 'it says of which account');
select is(pg_temp.check(:first), null, 'a second time does nothing');
select is(pg_temp.check(:second), null, 'nor does the next statement of that account');
select pg_temp.check(:charges) \g /dev/null
select is(pg_temp.capital(), 'capital 100000, charges -4500', 'what was charged before is our cost');
select is(pg_temp.check(:empty)::text || pg_temp.check(:later), null,
  'an account that began empty books nothing, ever');
select is(recon.post_opening(null), null, 'nothing for NULL');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;
