begin; select plan(2);
\ir ../fixtures/recon.psql
select pg_temp.statement() as s \gset
select pg_temp.line(:s, 'TMA000000' || i) from generate_series(1, 3) i \g /dev/null
select is((select (business_on, source, lines, matched)::text from audit.reconciliation),
  '(2026-11-20,statement,3,0)', 'new lines are counted as they are written');
select pg_temp.line(:s, 'TMA0000001', p_state => 'copy') \g /dev/null
select is((select lines from audit.reconciliation), 4::bigint, 'a copy is a line, too');
select finish(); rollback;
