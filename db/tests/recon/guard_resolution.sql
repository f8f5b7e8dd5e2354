begin; select plan(3);
\ir ../fixtures/trust.psql
select pg_temp.line(:s, 'TRU0000003', 500, 'other') as c \gset
select recon.note_line_breaks(array[:c]::bigint[], now()) \g /dev/null
select break_id as b from recon.breaks \gset
select throws_ok(format('update recon.breaks set state = ''resolved'', resolution = ''explained'', reason = ''because I'
  ' say so'', proposed_by = %s, proposed_at = now(), decided_by = %s, ended_at = now()',
  pg_temp.id('ops'), pg_temp.id('finance')), 'LFA72', null, 'nobody resolves a break alone in another one''s name');
select throws_ok(format('update recon.breaks set state = ''resolved'', resolution = ''explained'', reason = ''because I'
  ' say so'', proposed_by = %1$s, proposed_at = now(), decided_by = %1$s, ended_at = now()', pg_temp.id('ops')),
  'LFA72',
  null, 'nor are the two one');
select is((select state from recon.breaks), 'open', 'nothing changed');
select finish(); rollback;
