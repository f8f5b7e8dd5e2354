begin; select plan(5);
\ir ../fixtures/conductor.psql
create function pg_temp.share() returns text language sql as $$
  select concat_ws('/', f.value, f.lasting, f.cases) from gates.measure_cashless_share(p_at => now()) f $$;
select is(pg_temp.share(), '0', 'nothing was told');
select pg_temp.past_trip(pg_temp.midday(3), 1000, 9000, null), pg_temp.past_trip(pg_temp.midday(2), 1400, 8600, null)
  \g /dev/null
select is(pg_temp.share(), '0', 'two days are too few');
select pg_temp.past_trip(pg_temp.midday(1), 1200, 8800, null) \g /dev/null
select is(pg_temp.share(), '140/140/1', 'the best of three days: 14 %');
select pg_temp.past_trip(pg_temp.midday(1) + interval '2 hours', 9000, 0, null),
       pg_temp.past_trip(pg_temp.midday(1) + interval '4 hours', 9000, null, null) \g /dev/null
select is(pg_temp.share(), '536/536/1', 'another trip of the day; what was not told is left out');
select pg_temp.past_trip(pg_temp.midday(n), 0, 8800, null, 'KZZ 002B') from generate_series(1, 3) n \g /dev/null
select is(pg_temp.share(), '0/0/2', 'the vehicle with least');
select finish(); rollback;
