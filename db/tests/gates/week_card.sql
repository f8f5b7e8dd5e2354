begin; select plan(5);
create function pg_temp.card(p_on date default null) returns jsonb language sql as $$
  select gates.week_card(p_week_on => p_on, p_zone => 'Africa/Nairobi') $$;
select is(pg_temp.card(), null, 'no week is stored');
insert into gates.pilot_weeks (week_on, until_on, counted_at, vehicles, vehicles_paid, sims, fares, ussd_fares,
  fare_cents, commission_cents, lines, lines_matched, breaks, breaks_open, payouts, disputes, disputes_decided) values
  ('2026-11-16', '2026-11-22', now(), 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
  ('2026-11-23', '2026-11-26', now(), 3, 2, 50, 80, 60, 1, 1, 1000, 995, 0, 0, 0, 0, 0);
insert into gates.week_drops values ('2026-11-23', 'end', 90), ('2026-11-23', 'stage', 3), ('2026-11-23', 'confirm', 7);
select is(pg_temp.card() ->> 'week_on', '2026-11-23', 'the newest');
select is(concat_ws(' ', pg_temp.card() ->> 'ussd_share', pg_temp.card() ->> 'matched_share',
    pg_temp.card() ->> 'drop_share'),
  '750 995 100', 'shares are permille');
select is(pg_temp.card() -> 'steps', '[{"step": "confirm", "sessions": 7, "share": 70},
  {"step": "stage", "sessions": 3, "share": 30}]', 'where people left, most first; our last screen is no such step');
select is(pg_temp.card('2026-11-16') ->> 'ussd_share', null, 'no share of nothing');
select finish(); rollback;
