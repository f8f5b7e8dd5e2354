begin; select plan(4);
\ir ../fixtures/boarding.psql
create function pg_temp.lines(p_since interval, p_until interval default '1 minute') returns text language sql as $$
  select fares.boarding_lines(p_trip_id => (select max(trip_id) from fleet.trips), p_since => now() + p_since,
    p_until => clock_timestamp() + p_until, p_lang => 'sw') $$;
select pg_temp.reserve('a' || n) from generate_series(1, 9) n \g /dev/null
select is(pg_temp.lines('-1 hour'), null, 'nobody has paid');
select pg_temp.confirm(pg_temp.incoming('QAA000000' || n, '60', '4628-A' || n, p_payment_ref => 'a' || n))
  from generate_series(1, 2) n \g /dev/null
select is(pg_temp.lines('-1 hour'), ' SIMBA1 60 Kawangwa ..126, SIMBA2 60 Kawangwa ..126', 'two have');
select pg_temp.confirm(pg_temp.incoming('QAA000000' || n, '60', '4628-A' || n, p_payment_ref => 'a' || n))
  from generate_series(3, 9) n \g /dev/null
select matches(pg_temp.lines('-1 hour'), '^( SIMBA[1-5] 60 Kawangwa \.\.126,?){5} \+4$',
  'as many as one SMS has room for');
select is(pg_temp.lines('1 hour'), null, 'nobody since');
select finish(); rollback;
