begin; select plan(6);
\ir ../fixtures/trust.psql
select pg_temp.pay_at('TRU0000001') \g /dev/null
select pg_temp.line(:s, 'TRU0000001', 60000) as a, pg_temp.line(:s, 'TRU0000002') as b,
       pg_temp.line(:s, 'TRU0000003', 500, 'other') as c \gset
select recon.note_line_breaks(array[:a, :b, :c]::bigint[], now()) \g /dev/null
create function pg_temp.says(p_path text[]) returns text language sql as $$
  select recon.break_evidence(b, 'Africa/Nairobi') #>> p_path from recon.breaks b where receipt = 'TRU0000001' $$;
select is(pg_temp.says('{line,cents}'), '60000', 'what the operator says');
select is(pg_temp.says('{line,row}'), '1', 'and where');
select is(pg_temp.says('{payment,cents}'), '6000', 'what the ledger says');
select is(pg_temp.says('{journals,0,kind}'), 'fare', 'in which journal');
select is(pg_temp.says('{messages,0,outcome}'), 'posted', 'by which message');
select is(recon.break_evidence(null, null) #>> '{line}', null, 'nothing for NULL');
select finish(); rollback;
