begin; select plan(3);
\ir ../fixtures/gates.psql
create function pg_temp.recon() returns text language sql as $$
  select concat_ws(' ', r.lines, r.lines_matched, r.breaks, r.breaks_open, coalesce(r.oldest_break_seconds, -1))
    from gates.measure_week_recon(p_from => current_date - 7, p_to => current_date + 1, p_at => pg_temp.at()) r $$;
select is(pg_temp.recon(), '0 0 0 0 -1', 'nothing was told');
select pg_temp.list_lines(3, 'matched'), pg_temp.list_lines(1, 'open'), pg_temp.list_lines(5, 'copy'),
  pg_temp.find_break(2), pg_temp.find_break(3);
select is(pg_temp.recon(), '8 6 2 2 10800', 'two days; copies do not count; the break that was open longest');
update recon.breaks set state = 'cleared', ended_at = found_at + interval '10 seconds';
select is(pg_temp.recon(), '8 6 2 0 10', 'until it ended');
select finish(); rollback;
