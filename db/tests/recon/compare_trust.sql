begin; select plan(8);
\ir ../fixtures/money_out.psql
\ir ../fixtures/recon_lines.psql
select pg_temp.statement(p_opening => 100000, p_proof => 'proven') as s \gset
select recon.post_opening(p_statement_id => :s) \g /dev/null
update recon.statements set checked_at = now() where statement_id = :s;
create function pg_temp.parts(p_utility bigint, p_settlement bigint default null) returns text language sql as $$
  select concat_ws(' ', c.state, c.told_cents, c.bank_cents, c.charges_cents, c.fees_cents, c.lines_cents,
                   c.payouts_cents, c.after_cents, c.owed_cents, c.difference_cents)
    from recon.compare_trust(p_answer => row(1, clock_timestamp() - interval '1 second', clock_timestamp()
      + interval '3 seconds', jsonb_strip_nulls(jsonb_build_object('utility', p_utility, 'settlement', p_settlement)))
      ::recon.balance_answers) c $$;
select is(pg_temp.parts(910000), 'proven 910000 0 0 0 0 0 0 910000 0', 'all agree: nine fares and our own KES 1,000');
select is(pg_temp.parts(910000, 777), 'proven 910000 0 0 0 0 0 0 910000 0',
  'the settlement account stands for the bank while no statement of it is read');
select is(pg_temp.parts(1000), 'differs 1000 0 0 0 0 0 0 910000 -909000', 'most of it is gone');
-- Payouts without a result: they may have left or not.
select pg_temp.open_payout() as first, pg_temp.open_payout(p_cents => 30000) as second \gset
select pg_temp.claim() \g /dev/null
select is(pg_temp.parts(910000), 'proven 910000 0 0 0 0 0 0 910000 0', 'if they have not left, all is there');
select is(pg_temp.parts(809500), 'proven 809500 0 0 0 0 100500 0 910000 0',
  'the one that has left is in transit, with its charge');
select is(pg_temp.parts(809400), 'differs 809400 0 0 0 0 100500 0 910000 -100', 'a shilling more is missing');
select is((recon.compare_trust(null)).state, null, 'nothing for NULL');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;
