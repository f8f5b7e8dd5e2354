begin; select plan(5);
\ir ../fixtures/trust.psql
select pg_temp.pay_at('TRU0000001') \g /dev/null
select pg_temp.line(:s, 'TRU0000001', 60000) as a, pg_temp.line(:s, 'TRU0000002') as b,
       pg_temp.line(:s, 'TRU0000003', 500, 'other') as c \gset
select recon.note_line_breaks(array[:a, :b, :c]::bigint[], now()) \g /dev/null
create function pg_temp.proposes(p_who text, p_ids text) returns jsonb language sql as $$
  select ops.propose_resolution(sha256(p_who::bytea), p_ids, 'explained', 'told by the operator') $$;
select is(pg_temp.proposes('ops', concat_ws(',', pg_temp.break_of('TRU0000001'), pg_temp.break_of('TRU0000003'))),
  '{"outcome": "proposed", "done": 2, "left": 0}'::jsonb, 'two for the same reason');
select is(pg_temp.proposes('ops', pg_temp.break_of('TRU0000001')::text) ->> 'outcome', 'proposed', 'they wait');
select is(pg_temp.proposes('ops', '0') ->> 'outcome', 'absent', 'no such break');
select is(pg_temp.proposes('finance', pg_temp.break_of('TRU0000002')::text) ->> 'outcome', 'absent',
  'finance decides and does not propose');
update accounts.sessions set proved_at = now() - interval '1 hour';
select throws_ok('select pg_temp.proposes(''ops'', pg_temp.break_of(''TRU0000002'')::text)', 'LFA86', null,
  'with a new code');
select finish(); rollback;
