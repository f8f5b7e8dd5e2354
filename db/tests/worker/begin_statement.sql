begin; select plan(2);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.call(p_sha bytea) returns text language sql as $$
  select concat_ws(' ', b.outcome, b.rows_done, b.currency) from worker.begin_statement(p_file_sha256 => p_sha,
    p_channel => 'folder', p_file_name => 'a', p_file_bytes => 1, p_reader => 'w', p_short_code => '400222',
    p_account => 'utility', p_period_from => null, p_period_to => null, p_opening_cents => 1, p_closing_cents => 1,
    p_rows_total => 5) b $$;
select is(pg_temp.call(sha256('a')), 'new 0 KES', 'the worker reads what lies in the folder');
select is(pg_temp.call(null), null, 'nothing is no file');
select finish(); rollback;
