begin; select plan(3);
\ir ../fixtures/recon.psql
select pg_temp.statement() as s \gset
select pg_temp.line(:s, 'TMA000000' || i) from generate_series(1, 3) i \g /dev/null
create function pg_temp.counts() returns text language sql as $$
  select lines || ' ' || matched from audit.reconciliation $$;
update recon.lines set state = 'matched', rule = 'test', matched_at = now(), journal_id = line_id where receipt <
  'TMA0000003';
select is(pg_temp.counts(), '3 2', 'so are those that are matched');
update recon.lines set state = 'open', rule = null, matched_at = null, journal_id = null where receipt = 'TMA0000001';
select is(pg_temp.counts(), '3 1', 'and those that are open again');
select is((select (select count(*) from recon.lines) || ' ' || (select count(*) from recon.lines where state =
  'matched')),
  pg_temp.counts(), 'the figures are those of the rows');
select finish(); rollback;
