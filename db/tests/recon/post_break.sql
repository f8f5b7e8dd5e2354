begin; select plan(4);
\ir ../fixtures/trust.psql
select pg_temp.line(:s, 'TRU0000001') as line, pg_temp.line(:s, 'TRU0000002', 500, 'other') as odd \gset
select recon.note_line_breaks(array[:line, :odd]::bigint[], now()) \g /dev/null
select isnt(recon.post_break(p_break => b), null, 'posted by the ordinary function')
  from recon.breaks b where receipt = 'TRU0000001';
select is(pg_temp.line_is(:line), 'matched receipt fare', 'the line is matched with it');
select throws_ok($$ select recon.post_break(p_break => b) from recon.breaks b where receipt = 'TRU0000002' $$, 'LFC76',
  null, 'what can''t be posted is refused');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;
