begin; select plan(3);
\ir ../fixtures/trust.psql
select pg_temp.pay_at('TRU0000001') \g /dev/null
select pg_temp.line(:s, 'TRU0000001', 60000) as a, pg_temp.line(:s, 'TRU0000002') as b,
       pg_temp.line(:s, 'TRU0000003', 500, 'other') as c \gset
select recon.note_line_breaks(array[:a, :b, :c]::bigint[], now()) \g /dev/null
select is(recon.break_ids((select string_agg(break_id::text, ',') from recon.breaks)
  || ',0,x,-1,99999999999999999999,' || (select min(break_id) from recon.breaks)),
  (select array_agg(break_id order by break_id) from recon.breaks), 'those that exist, once');
select is(recon.break_ids(''), '{}'::bigint[], 'none');
select is(recon.break_ids(null), '{}'::bigint[], 'none for NULL');
select finish(); rollback;
