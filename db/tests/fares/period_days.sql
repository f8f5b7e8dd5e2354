begin; select plan(12);
create function pg_temp.days(p_period text, p_on text) returns text language sql as $$
  select concat_ws(' ', d.period, d.starts_on, d.ends_on, d.today, d.before_on, coalesce(d.after_on::text, 'none'))
  from fares.period_days(p_period => p_period, p_on => p_on, p_moment => '2026-11-22 21:30+00') d $$;
select is(pg_temp.days(t.period, t.day), t.days, t.sentence)
  from (values (null, null, 'day 2026-11-23 2026-11-23 2026-11-23 2026-11-22 none',
    'today is the market''s: at 21:30 UTC it is tomorrow in Nairobi'),
  ('', '', 'day 2026-11-23 2026-11-23 2026-11-23 2026-11-22 none', 'empty parameters count as missing'),
  ('day', '2026-11-21', 'day 2026-11-21 2026-11-21 2026-11-23 2026-11-20 2026-11-22', 'a past day has two neighbours'),
  ('week',
    '2026-11-22', 'week 2026-11-16 2026-11-22 2026-11-23 2026-11-09 2026-11-23', 'a week is from Monday to Sunday'),
  ('month', '2026-02-15', 'month 2026-02-01 2026-02-28 2026-11-23 2026-01-01 2026-03-01',
    'a month ends on its last day')) as t(period, day, days, sentence);
select throws_ok(format('select pg_temp.days(%L, %L)', t.period, t.day), 'LFV65', null, t.sentence || ' is refused')
  from (values ('year', null, 'another period'),
  ('day', '2026-02-30', '30 February'), ('day', '1900-01-01', 'a day before 2020'),
  ('day', '9999-12-31', 'a day of the far future'), ('day', '2026-11-24', 'tomorrow'),
  ('day', '22/11/2026', 'another format'), ('day', 'now', 'a word for a day')) as t(period, day, sentence);
select finish(); rollback;
