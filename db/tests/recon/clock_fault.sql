begin; select plan(4);
\ir ../fixtures/pulls.psql
select pg_temp.confirm(pg_temp.incoming('SKA000000' || n)) from generate_series(1, 4) n \g /dev/null
create function pg_temp.fault(p_hours int, p_count int) returns text language sql as $$
  select recon.clock_fault(p_short_code => '400222', p_lines => jsonb_agg(pg_temp.line(n, 'SKA000000' || n, 6000,
    p_at => (p.paid_at at time zone 'Africa/Nairobi' + make_interval(hours => p_hours))::timestamp::text)))
    from generate_series(1, p_count) n join mobile_money.payments p on p.receipt = 'SKA000000' || n $$;
select is(pg_temp.fault(0, 4), null, 'times that agree');
select matches(pg_temp.fault(-3, 4), '-3 hours off', 'times of another clock');
select is(pg_temp.fault(-3, 2), null, 'two payments prove nothing');
select is(recon.clock_fault(null, null), null, 'nothing of nothing');
select finish(); rollback;
