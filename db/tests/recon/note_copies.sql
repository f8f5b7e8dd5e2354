begin; select plan(6);
\ir ../fixtures/recon.psql
select pg_temp.statement() as s, pg_temp.statement() as s2 \gset
select pg_temp.line(:s, 'TMA000000' || i, p_balance => 100000 + i) from generate_series(1, 3) i \g /dev/null
select pg_temp.line(:s, 'TMA0000001', p_balance => 100001, p_state => 'copy'),
  pg_temp.line(:s, 'TMA0000002', p_balance => 106002, p_state => 'copy'),
  pg_temp.line(:s2, 'TMA0000003', 6100, p_balance => 100003, p_state => 'copy') \g /dev/null
select is(recon.note_copies(:s), 2::bigint, 'two lines stand twice in the file');
select is(pg_temp.breaks('TMA0000001'), 'duplicate statement open 6000 6000 0',
  'the very same row once more is no money');
select is(pg_temp.breaks('TMA0000002'), 'duplicate statement open 6000 6000 6000',
  'with another balance it may have moved twice');
select is(recon.note_copies(:s2) || pg_temp.breaks('TMA0000003'), '1amount_differs statement open 6100 6000 100',
  'another amount than the operator told before');
select is(recon.note_copies(:s), 0::bigint, 'a second time does nothing');
select is(recon.note_copies(null), 0::bigint, 'nothing for NULL');
select finish(); rollback;
