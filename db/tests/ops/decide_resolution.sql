begin; select plan(7);
\ir ../fixtures/trust.psql
select pg_temp.pay_at('TRU0000001') \g /dev/null
select pg_temp.line(:s, 'TRU0000001', 60000) as a, pg_temp.line(:s, 'TRU0000002') as b,
       pg_temp.line(:s, 'TRU0000003', 500, 'other') as c \gset
select recon.note_line_breaks(array[:a, :b, :c]::bigint[], now()) \g /dev/null
create function pg_temp.decides(p_who text, p_ids text) returns jsonb language sql as $$
  select ops.decide_resolution(sha256(p_who::bytea), p_ids, 'approved') $$;
select string_agg(break_id::text, ',') as ids from recon.breaks \gset
select ops.propose_resolution(sha256('ops'), :'ids', 'explained', 'told by the operator') \g /dev/null
select is(pg_temp.decides('ops', :'ids') ->> 'outcome', 'absent', 'operations don''t decide');
select is(pg_temp.decides('finance', '0') ->> 'outcome', 'absent', 'no such break');
select is(ops.decide_resolution(sha256('finance'), :'ids', 'approved', '0,x'),
  '{"outcome": "changed", "done": 0, "left": 3}'::jsonb, 'a page that showed other proposals');
select is(pg_temp.decides('finance', :'ids'), '{"outcome": "approved", "done": 3, "left": 0}'::jsonb, 'many at once');
select is(pg_temp.decides('finance', :'ids') ->> 'outcome', 'resolved', 'a decision stays');
select is((select array_agg(distinct actor order by actor) from audit.changes where subject = 'recon.breaks:'
  || pg_temp.break_of('TRU0000001') and actor like 'user:%'),
  (select array_agg('user:' || pg_temp.id(w) order by 'user:' || pg_temp.id(w)) from unnest('{ops,finance}'::text[]) w),
  'the audit log has both');
set constraints all immediate;
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;
