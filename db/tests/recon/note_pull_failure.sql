begin; select plan(9);
\ir ../fixtures/pulls.psql
create function pg_temp.note(p_n int, p_error text, p_attempt int default 1) returns text language sql as $$
  select recon.note_pull_failure(p_window_id => pg_temp.window_no(p_n), p_attempt => p_attempt, p_error => p_error) $$;
select pg_temp.lease(1) \g /dev/null
select is(pg_temp.note(1, 'none', 2), 'fenced', 'another try has the window');
select is(pg_temp.note(1, '500.001.1001'), 'due', 'a failed window is asked again');
select is(pg_temp.state_of(1), 'due 1 500.001.1001', 'with what went wrong');
select pg_temp.lease(1, 9) \g /dev/null
select is(pg_temp.note(1, 'none', 9), 'due', '1001 is no answer, however often it comes');
select pg_temp.lease(n) from generate_series(2, 3) n \g /dev/null
select recon.take_pull(pg_temp.window_no(n), 1, to_jsonb(array[pg_temp.line(1, 'SKA000000' || n, 6000)]), '[]')
  from generate_series(2, 3) n \g /dev/null
select pg_temp.lease(1, 2) \g /dev/null
select is(pg_temp.note(1, 'none', 2), 'due', 'nor when later windows had lines, after a few tries');
select pg_temp.lease(1, 5) \g /dev/null
select is(pg_temp.note(1, 'no answer', 5), 'due', 'an error is never taken for empty');
select pg_temp.lease(1, 5) \g /dev/null
select is(pg_temp.note(1, 'none', 5), 'taken', 'after five tries, and two later windows with lines, it is empty');
select is(pg_temp.state_of(1), 'answered 5', 'and answered');
select is(recon.note_pull_failure(null, null, null), 'fenced', 'nothing of nothing');
select finish(); rollback;
