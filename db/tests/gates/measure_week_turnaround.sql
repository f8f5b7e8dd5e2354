begin; select plan(3);
\ir ../fixtures/gates.psql
create function pg_temp.waits() returns text language sql as $$
  select concat_ws(' ', t.payouts, coalesce(t.payout_seconds, -1), coalesce(t.payout_slow_seconds, -1), t.disputes,
    t.disputes_decided, coalesce(t.dispute_seconds, -1), coalesce(t.dispute_slow_seconds, -1))
    from gates.measure_week_turnaround(p_from => now() - interval '1 day', p_to => now() + interval '1 day') t $$;
select is(pg_temp.waits(), '0 -1 -1 0 0 -1 -1', 'nobody waited');
update payouts.float_balances set cents = 100000000, told_at = clock_timestamp();
select pg_temp.open_payout() as quick, pg_temp.open_payout(p_needs_approval => 'yes') as approved \gset
select pg_temp.send(:quick) \g /dev/null
select is(pg_temp.waits(), '0 -1 -1 0 0 -1 -1', 'what is on its way has taken no time yet');
insert into fares.disputes (receipt, why, channel, opened_at, state, reason, decided_by, decided_at)
select 'R' || n, 'other', 'ussd', now(), case when n < 4 then 'declined' else 'open' end,
       case when n < 4 then 'alibebwa na gari' end, case when n < 4 then :checker end::bigint,
       case when n < 4 then now() + n * interval '1 hour' end from generate_series(1, 4) n;
select is(pg_temp.waits(), '0 -1 -1 4 3 7200 10800', 'disputes: half were quicker, and the slowest');
select finish(); rollback;
