begin; select plan(4);
\ir ../fixtures/recon.psql
select pg_temp.statement() as s \gset
select pg_temp.line(:s, 'TMA000000' || i, p_at => case when i < 3 then '2026-11-20 12:00+03'::timestamptz
  else '2026-11-21 12:00+03' end) from generate_series(1, 4) i \g /dev/null
create function pg_temp.counts() returns text language sql as $$
  select string_agg(concat_ws(' ', business_on, source, lines, matched), ', ' order by business_on)
    from audit.reconciliation $$;
select is(recon.compact_day_counts(), 2::bigint, 'the counts of two days are added up');
select is((select count(*)::int from recon.day_counts), 2, 'into a row each');
select is(pg_temp.counts(), '2026-11-20 statement 2 0, 2026-11-21 statement 2 0', 'the same figures');
select is(recon.compact_day_counts(), 0::bigint, 'a second time does nothing');
select finish(); rollback;
