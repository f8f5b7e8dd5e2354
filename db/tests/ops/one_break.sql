begin; select plan(5);
\ir ../fixtures/trust.psql
select pg_temp.pay_at('TRU0000001') \g /dev/null
select pg_temp.line(:s, 'TRU0000001', 60000) as a, pg_temp.line(:s, 'TRU0000002') as b,
       pg_temp.line(:s, 'TRU0000003', 500, 'other') as c \gset
select recon.note_line_breaks(array[:a, :b, :c]::bigint[], now()) \g /dev/null
create function pg_temp.shown(p_who text, p_id text) returns jsonb language sql as $$
  select ops.one_break(sha256(p_who::bytea), p_id) $$;
select pg_temp.break_of('TRU0000001') as b \gset
select is(pg_temp.shown('ops', :'b') -> 'choices', '["explained", "forced"]'::jsonb, 'how it can end');
select is(pg_temp.shown('finance', :'b') #>> '{evidence,line,cents}', '60000', 'with the evidence');
select recon.propose_resolution(pg_temp.id('ops'), :b, 'forced', 'typed wrongly at the till') \g /dev/null
select is(pg_temp.shown('ops', :'b') #>> '{history,0,reason}', 'typed wrongly at the till', 'and what was proposed');
select is(pg_temp.shown('ops', '0') ->> 'outcome', 'absent', 'no such break');
select is(pg_temp.shown('owner', :'b') ->> 'outcome', 'absent', 'not for others');
select finish(); rollback;
