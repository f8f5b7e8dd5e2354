-- Scheduled job: counts the figures of the pilot for each week, every night until two days after its end, because
-- statements, decisions and late messages come after it; then they stay as they are. Pages read these rows, so they
-- don't grow with the ledger. Before the first one it goes four weeks back. Source: docs/decisions/staff-pages.md.
-- Locks: the rows of the weeks. Repeat: counted once more, until final.
create or replace function gates.store_weeks(p_at timestamptz) returns int language plpgsql as $$
declare
  v_zone   text := config.setting(p_setting => 'time_zone');
  v_today  date := (p_at at time zone v_zone)::date;
  v_week   date;
  v_until  date;
  v_from   timestamptz;
  v_end    timestamptz;
  v_stored int := 0;
begin
  for v_week in select d::date
                  from generate_series(coalesce(
                         (select min(w.week_on) from gates.pilot_weeks w where w.final_at is null),
                         (select max(w.week_on) + 7 from gates.pilot_weeks w),
                         date_trunc('week', v_today::timestamp)::date - 28)::timestamp,
                       v_today - 1, interval '7 days') d loop
    v_until := least(v_week + 6, v_today - 1);
    v_from := v_week::timestamp at time zone v_zone;
    v_end := (v_until + 1)::timestamp at time zone v_zone;
    continue when exists (select from gates.pilot_weeks w where w.week_on = v_week and w.final_at is not null);
    delete from gates.week_drops d where d.week_on = v_week;
    delete from gates.pilot_weeks w where w.week_on = v_week;
    insert into gates.pilot_weeks (week_on, until_on, counted_at, final_at, vehicles, vehicles_paid, sims, fares,
      ussd_fares, fare_cents, commission_cents, lines, lines_matched, breaks, breaks_open, oldest_break_seconds,
      payouts, payout_seconds, payout_slow_seconds, disputes, disputes_decided, dispute_seconds, dispute_slow_seconds)
    select v_week, v_until, p_at, case when v_today >= v_week + 9 then p_at end, a.*, r.*, t.*
      from gates.measure_week_adoption(p_from => v_week, p_to => v_until, p_end => v_end) a,
           gates.measure_week_recon(p_from => v_week, p_to => v_until, p_at => p_at) r,
           gates.measure_week_turnaround(p_from => v_from, p_to => v_end) t;
    insert into gates.week_drops (week_on, step, sessions)
    select v_week, d.step, d.sessions from gates.measure_week_drops(p_from => v_from, p_to => v_end) d;
    v_stored := v_stored + 1;
  end loop;
  return v_stored;
end $$;
comment on function gates.store_weeks is 'How many weeks were counted. Raises nothing.';
