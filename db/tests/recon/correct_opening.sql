begin; select plan(9);
\ir ../fixtures/recon.psql
create function pg_temp.capital() returns bigint language sql as $$
  select balance_cents from audit.wallet_balances where kind = 'capital' $$;
-- What the ledger says that the operator holds.
create function pg_temp.held() returns bigint language sql as $$
  select -sum(balance_cents)::bigint from audit.wallet_balances where kind = 'trust' and purpose = 'main' $$;
-- The first file that adds up is today's; yesterday's comes later. 60 of its opening balance were a lost payment.
select pg_temp.pay_at('TMA0000001', '2026-11-19 08:00+03') \g /dev/null
select pg_temp.statement(p_opening => 112000, p_proof => 'proven') as today,
  pg_temp.statement(p_from => '2026-11-19 00:00+03', p_to => '2026-11-20 00:00+03') as before \gset
select recon.check_statements(now()) \g /dev/null
select is(pg_temp.capital(), 106000::bigint, 'the opening balance less what the ledger knew');
select pg_temp.line(:before, 'TMA0000001', p_at => '2026-11-19 08:00+03') as known,
  pg_temp.line(:before, 'TMA0000002', p_at => '2026-11-19 12:00+03') as lost,
  pg_temp.line(:before, 'TMA0000002', -500, 'charge', '2026-11-19 12:00+03') as charge \gset
select pg_temp.run() \g /dev/null
select is(pg_temp.line_is(:known) || ', ' || pg_temp.line_is(:lost) || ', ' || pg_temp.line_is(:charge),
  'matched receipt fare, matched receipt fare, matched charge charge', 'a payment that was lost before is posted, too');
select is(pg_temp.capital(), 100500::bigint, 'and is no longer our own money');
select is(pg_temp.held(), 112000::bigint, 'the operator holds what it said');
select pg_temp.run(now() + interval '1 day') \g /dev/null
select is(pg_temp.capital(), 100500::bigint, 'a second time does nothing');
-- After the opening nothing is corrected.
select pg_temp.line(:today, 'TMA0000003') as after \gset
select is(recon.correct_opening(array(select l from recon.lines l where line_id = :after)), 0::bigint,
  'a line of the time after it is no part of it');
-- Before the ledger's first journal.
select pg_temp.line(:before, 'TMA0000004', p_at => '2026-11-19 07:00+03') as old \gset
select pg_temp.run() \g /dev/null
select is(pg_temp.line_is(:old), 'matched before_opening', 'what is older than the ledger is not posted');
select is(recon.correct_opening(null), 0::bigint, 'nothing for NULL');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;
