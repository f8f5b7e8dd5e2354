begin; select plan(5);
\ir ../fixtures/conductor.psql
create function pg_temp.variance() returns text language sql as $$
  select concat_ws('/', f.value, f.lasting, f.cases) from gates.measure_tally_variance(p_at => now()) f $$;
select pg_temp.past_trip(pg_temp.midday(2) - n * interval '2 hours', 10000, 0, 5000) from generate_series(1, 3) n
  \g /dev/null
select is(pg_temp.variance(), '0', 'not in shadow mode');
select pg_temp.shadow(pg_temp.midday(2)) \g /dev/null
select pg_temp.past_trip(pg_temp.midday(2), 10000, 0, 9000), pg_temp.past_trip(pg_temp.midday(2) + interval '2 hours',
  10000, 0, 9100) \g /dev/null
select is(pg_temp.variance(), '0', 'two trips are too few');
select pg_temp.past_trip(pg_temp.midday(1), 10000, 0, 8900) \g /dev/null
select is(pg_temp.variance(), '90/90/1', 'the best of three: 9 %');
select pg_temp.past_trip(pg_temp.midday(1) + interval '2 hours', 10000, 0, null) \g /dev/null
select is(pg_temp.variance(), '90/90/1', 'what was not counted says nothing');
select pg_temp.past_trip(pg_temp.midday(1) + interval '4 hours', 10000, 0, 10000) \g /dev/null
select is(pg_temp.variance(), '0/0/1', 'one good trip');
select finish(); rollback;
