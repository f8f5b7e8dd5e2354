begin; select plan(10);
\ir ../fixtures/sacco.psql
\ir ../fixtures/statements.psql
select pg_temp.begin('a', p_closing_cents => 1256100), pg_temp.take('a', 0, 3, array[pg_temp.line(1, 'SKA0000001',
  6000)], p_bad => '[[9, "time"], [7, "amount"]]', p_failed => 4), pg_temp.finish('a', 3) \g /dev/null
select recon.fail_statement(sha256('b'), 'folder', 'b.csv', 10, 'missing_column: Details') as failed \gset
create function pg_temp.page(p_who text, p_statement text default '') returns jsonb language sql as $$
  select ops.statements(sha256(p_who::bytea), p_statement) $$;
select is(pg_temp.page('finance') #> '{statements,1}' ->> 'state', 'read', 'finance sees the statements');
select is(pg_temp.page('ops') #> '{statements,0}' ->> 'failure', 'missing_column: Details',
  'and operations, the newest first, with the reason why one was refused');
select is((pg_temp.page('ops') #> '{statements,1}') - '{statement_id,taken_at,ended_at,now}'::text[],
  '{"account": "utility", "bad": 2, "channel": "command", "closing_cents": 1256100, "conflicting": 0, "failed": 4,
    "failure": null, "file_name": "a.csv", "from": "2026-11-20", "to": "2026-11-20", "known": 0,
    "missing_cents": 100, "new": 1, "opening_cents": 1250000, "proof": "unproven", "rows_done": 3, "rows_total": 3,
    "short_code": "400222", "state": "read", "taker": null}'::jsonb, 'with account, period, counts and proof');
select is(pg_temp.page('ops') -> 'bad_rows', '[]', 'the list has no rows');
select is(pg_temp.page('ops', pg_temp.statement_of('a')::text) -> 'bad_rows',
  '[{"row": 7, "reason": "amount"}, {"row": 9, "reason": "time"}]', 'one statement has its bad rows, in order');
select is(jsonb_array_length(pg_temp.page('ops', pg_temp.statement_of('a')::text) -> 'statements'), 1, 'it alone');
select is(pg_temp.page('ops', '999') ->> 'outcome', 'absent', 'one that is not there');
select is(pg_temp.page('ops', 'x') ->> 'outcome', 'absent', 'a number that is none');
select is(pg_temp.page('admin') ->> 'outcome', 'absent', 'nobody else sees them');
select is(pg_temp.page('owner') ->> 'outcome', 'absent', 'owners don''t');
select finish(); rollback;
