begin;
select plan(12);
create function pg_temp.days(p_period text, p_on text, p_moment text default '2026-11-22 21:30') returns text
  language sql as $$
  select concat_ws(' ', d.period, d.starts_on, d.ends_on, d.today, d.before_on, coalesce(d.after_on::text, 'none'))
    from fares.period_days(p_period => p_period, p_on => p_on, p_moment => p_moment::timestamp at time zone 'UTC') d $$;
select is(pg_temp.days(null, null), 'day 2026-11-23 2026-11-23 2026-11-23 2026-11-22 none',
  'today is the market''s today: at 21:30 UTC it is tomorrow in Nairobi');
select is(pg_temp.days('', ''), pg_temp.days(null, null), 'empty is the same as not said');
select is(pg_temp.days('day', '2026-11-21'), 'day 2026-11-21 2026-11-21 2026-11-23 2026-11-20 2026-11-22',
  'a past day, with its neighbours');
select is(pg_temp.days('week', '2026-11-22'), 'week 2026-11-16 2026-11-22 2026-11-23 2026-11-09 2026-11-23',
  'a week from Monday to Sunday');
select is(pg_temp.days('month', '2026-02-15'), 'month 2026-02-01 2026-02-28 2026-11-23 2026-01-01 2026-03-01',
  'a month, however long');
select throws_ok($$ select pg_temp.days('year', null) $$, 'LFV65', null, 'no other period');
select throws_ok($$ select pg_temp.days('day', '2026-02-30') $$, 'LFV65', null, 'no 30 February');
select throws_ok($$ select pg_temp.days('day', '1900-01-01') $$, 'LFV65', null, 'no books before 2020');
select throws_ok($$ select pg_temp.days('day', '9999-12-31') $$, 'LFV65', null, 'none of the future');
select throws_ok($$ select pg_temp.days('day', '2026-11-24') $$, 'LFV65', null, 'not even of tomorrow');
select throws_ok($$ select pg_temp.days('day', '22/11/2026') $$, 'LFV65', null, 'one way to write a day');
select throws_ok($$ select pg_temp.days('day', 'now') $$, 'LFV65', null, 'and no magic words');
select finish();
rollback;
