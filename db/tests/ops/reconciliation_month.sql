begin; select plan(6);
\ir ../fixtures/trust.psql
select pg_temp.pay_at('TRU0000001') \g /dev/null
select pg_temp.line(:s, 'TRU0000001', 60000) as a, pg_temp.line(:s, 'TRU0000002') as b,
       pg_temp.line(:s, 'TRU0000003', 500, 'other') as c \gset
select recon.note_line_breaks(array[:a, :b, :c]::bigint[], now()) \g /dev/null
select ops.propose_resolution(sha256('ops'), pg_temp.break_of('TRU0000001')::text, 'forced',
         'typed wrongly at the till'),
       ops.decide_resolution(sha256('finance'), pg_temp.break_of('TRU0000001')::text, 'approved') \g /dev/null
create function pg_temp.month(p_month text, p_path text[], p_who text default 'finance') returns text language sql as $$
  select ops.reconciliation_month(sha256(p_who::bytea), p_month) #>> p_path $$;
select is(pg_temp.month('', '{resolved,0,difference_cents}'), '54000', 'this month: what was forced');
select is(pg_temp.month('x', '{resolved,0,reason}'), 'typed wrongly at the till', 'why');
select is(pg_temp.month('2026-11', '{kinds,0,resolved}'), '1', 'by kind');
select is(pg_temp.month('2026-11', '{rules,0,n}'), '2', 'and by rule');
select is(pg_temp.month('2020-02', '{resolved}'), '[]', 'another month');
select is(pg_temp.month('', '{outcome}', 'owner'), 'absent', 'not for others');
select finish(); rollback;
