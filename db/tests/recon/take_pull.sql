begin; select plan(13);
\ir ../fixtures/pulls.psql
create function pg_temp.pull(p_n int, p_lines jsonb[], p_attempt int default 1) returns text language sql as $$
  select recon.take_pull(p_window_id => pg_temp.window_no(p_n), p_attempt => p_attempt, p_lines => to_jsonb(p_lines),
    p_bad_rows => '[[9, "amount"]]') $$;
select pg_temp.confirm(pg_temp.incoming('SKA000000' || n, p_time => '20261120100000')) from generate_series(1, 3) n
  \g /dev/null
update mobile_money.payments set paid_at = '2026-11-20 10:00+03', flags = '{}';
select pg_temp.lease(n) from generate_series(1, 3) n \g /dev/null
select is(pg_temp.pull(1, array[pg_temp.line(1, 'SKA0000001', 6000), pg_temp.line(2, 'SKA0000008', 6000)], 2), 'fenced',
  'another try has the window');
select is(pg_temp.pull(1, array[pg_temp.line(1, 'SKA0000001', 6000), pg_temp.line(2, 'SKA0000008', 6000)]), 'taken',
  'the lines of a window');
select is(pg_temp.state_of(1), 'answered 1', 'it is answered');
select is(pg_temp.lines_of('SKA0000001'), 'payment 6000 matched receipt', 'a known payment is matched');
select is((select (source, account, completed_at = '2026-11-20 10:00+03')::text from recon.lines
  where receipt = 'SKA0000008'), '(pull,utility,t)', 'its clock is Nairobi''s as long as the setting says');
select is((select (state, rows_bad, lines_new, proof is null)::text from recon.statements), '(read,1,2,t)',
  'the answer is counted like a statement');
select is(pg_temp.pull(2, array[pg_temp.line(1, 'SKA0000001', 6000)]), 'taken', 'the next window overlaps it');
select is((select lines_known from recon.statements order by statement_id desc limit 1), 1, 'its line is known');
update config.settings set value = '0' where setting = 'pull_clock_hours';
select is(pg_temp.pull(3, array(select pg_temp.line(n, 'SKA000000' || n, 6000) from generate_series(1, 3) n)), 'due',
  'with the wrong clock nothing is stored');
select is(pg_temp.state_of(3), 'due 1 clock', 'the window is asked again');
select is((select (kind, detail)::text from messaging.alarms where kind = 'pull_clock'),
  '(pull_clock,"the Pull API tells times 3 hours off; set pull_clock_hours")', 'staff are told');
select is(recon.take_pull(null, null, null, null), 'fenced', 'nothing of nothing');
select is(pg_temp.faults(), null, 'the ledger is as it was');
select finish(); rollback;
