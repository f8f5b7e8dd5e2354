begin; select plan(4);
\ir ../fixtures/recon.psql
create function pg_temp.times() returns text language sql as $$
  select string_agg(u::text, ' ' order by u) from recon.unlisted_times(p_account => 'utility') u $$;
set timezone = 'Africa/Nairobi';
select is(pg_temp.times(), null, 'nothing before the first statement');
select pg_temp.statement(), pg_temp.statement(p_from => '2026-11-22 00:00+03', p_to => '2026-11-23 00:00+03'),
       pg_temp.statement('pull'), pg_temp.statement(p_account => 'charges') \g /dev/null
select is(pg_temp.times(), '["2026-11-21 00:00:00+03","2026-11-22 00:00:00+03") ["2026-11-23 00:00:00+03",)',
  'the day between two statements, and what comes after the last');
select pg_temp.statement(p_from => '2026-11-20 12:00+03', p_to => '2026-11-22 12:00+03') \g /dev/null
select is(pg_temp.times(), '["2026-11-23 00:00:00+03",)', 'statements may overlap');
select is((select count(*) from recon.unlisted_times(null)), 0::bigint, 'none for NULL');
select finish(); rollback;
