begin; select plan(4);
\ir ../fixtures/recon.psql
select pg_temp.pay_at('TMA0000001') \g /dev/null
select pg_temp.statement(p_from => '2026-11-01 00:00+03') as s \gset
select pg_temp.line(:s, 'TOLD000001', p_at => '2026-11-02 12:00+03') as old,
  pg_temp.line(:s, 'TOLD000002', p_at => '2026-11-20 12:00+03') as new \gset
select is(recon.match_before_opening(array[:old, :new]), 0::bigint, 'without an opening balance nothing is in it');
select ledger.post_journals('opening', array['400222/utility'], array[date '2026-11-20'],
  array[timestamptz '2026-11-21 00:00+03'], null, null, array[1, 1], array[1, 2], array[:trust, :suspense],
  array[-100, 100], array['KES', 'KES']) \g /dev/null
select is(recon.match_before_opening(array[:old, :new]), 1::bigint,
  'a line from before the ledger''s first journal is');
select is(pg_temp.line_is(:old) || ', ' || pg_temp.line_is(:new), 'matched before_opening, open',
  'one after it may be lost money');
select is(recon.match_before_opening(null), 0::bigint, 'nothing for NULL');
select finish(); rollback;
