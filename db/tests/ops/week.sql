begin; select plan(6);
\ir ../fixtures/signed_in.psql
create function pg_temp.page(p_who text, p_on text default '') returns jsonb language sql as $$
  select ops.week(p_session => sha256(p_who::bytea), p_on => p_on) $$;
select is(pg_temp.page('ops') -> 'week', 'null', 'no week is stored yet');
insert into gates.pilot_weeks (week_on, until_on, counted_at, vehicles, vehicles_paid, sims, fares, ussd_fares,
  fare_cents, commission_cents, lines, lines_matched, breaks, breaks_open, payouts, disputes, disputes_decided)
select d, d + 6, now(), 3, 2, 50, 80, 60, 1, 1, 0, 0, 0, 0, 0, 0, 0
  from unnest(array[date '2026-11-09', '2026-11-16']) d;
select is(pg_temp.page('ops') #>> '{week,week_on}', '2026-11-16', 'the newest week');
select is(pg_temp.page('ops') #>> '{before,week_on}', '2026-11-09', 'beside the one before');
select is(pg_temp.page('ops', '2026-11-15') #>> '{week,week_on}', '2026-11-09', 'any day opens its week');
select throws_ok($$ select pg_temp.page('ops', 'yesterday') $$, 'LFV65', null, 'but only a day');
select is(pg_temp.page('owner'), '{"outcome": "absent"}', 'an owner has no such page');
select finish(); rollback;
