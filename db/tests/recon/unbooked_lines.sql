begin; select plan(6);
\ir ../fixtures/trust.psql
create function pg_temp.unbooked() returns text language sql as $$
  select string_agg(concat_ws(' ', l.kind, l.receipt, l.amount_cents), ', ' order by l.receipt)
    from recon.unbooked_lines(p_at => now()) l $$;
select pg_temp.line(:s, 'TRU0000001') as first \gset
select pg_temp.line(:s, 'TRU0000002', -20000, 'sweep') as sweep, pg_temp.line(:s, 'TRU0000003', 500, 'other') as odd,
       pg_temp.line(:s, 'TRU0000004', p_state => 'copy') as copy,
       pg_temp.line(:s, 'TRU0000005', p_at => now() + interval '1 hour') as later \gset
select is(pg_temp.unbooked(), 'payment TRU0000001 6000, sweep TRU0000002 -20000',
  'open lines of a known kind, no copies, nothing of later');
select pg_temp.line(pg_temp.statement('pull'), 'TRU0000001') \g /dev/null
select is(pg_temp.unbooked(), 'payment TRU0000001 6000, sweep TRU0000002 -20000', 'each movement once');
insert into recon.breaks (kind, source, short_code, line_id, receipt, business_on, operator_cents, unexplained_cents)
values ('missing_in_ledger', 'statement', '400222', :sweep, 'TRU0000002', '2026-11-20', -20000, 20000);
select is(pg_temp.unbooked(), 'payment TRU0000001 6000', 'a break is not explained by being open');
select pg_temp.pay_at('TRU0000001') \g /dev/null
select is(pg_temp.unbooked(), null, 'what is posted is booked');
select is((select count(*) from recon.unbooked_lines(null)), 0::bigint, 'none for NULL');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;
