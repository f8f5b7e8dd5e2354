begin; select plan(12);
\ir ../fixtures/closed_days.psql
create function pg_temp.page(p_who text, p_period text default 'day', p_on text default '2026-11-21') returns jsonb
  language sql as $$ select sacco.home(p_session => sha256(p_who::bytea), p_period => p_period, p_on => p_on,
                                       p_asof => '1000000000000000000-1795294799') $$;
create function pg_temp.sums(p_page jsonb) returns text language sql as $$
  select concat_ws(' ', p_page ->> 'cents', p_page ->> 'dues_cents', p_page ->> 'month_dues_cents') $$;
select is((select array_agg(k order by k) from jsonb_object_keys(pg_temp.page('admin')) k), array['approvals', 'asof',
  'board', 'cents', 'days', 'dues_cents', 'fares_waiting', 'held_dues_cents', 'left_cents', 'left_dues_cents',
  'month', 'month_dues_cents', 'now', 'outcome', 'payouts_waiting', 'promises_open', 'routes', 'saccos',
  'service_starts', 'splits_waiting', 'usual_cents', 'vehicles', 'viewer'],
  'one answer has the whole page');
select is(pg_temp.sums(pg_temp.page('treasurer', t.period, t.day)), t.sums, t.sentence) from (values
  ('day', '2026-11-21', '13000 392 980', 'a day: takings, its dues, and those of the month so far'),
  ('day', '2026-11-20', '6000 588 588', 'the day before, up to its end'),
  ('week', '2026-11-21', '19000 980 980', 'a week'), ('month', '2026-11-01', '19000 980 980', 'a month'),
  ('month', '2026-10-01', '5000 490 490', 'the month before')) as t(period, day, sums, sentence);
select is(jsonb_path_query_array(pg_temp.page('admin'), '$.vehicles[*].plate'), '["KZZ 002B", "KZZ 001A"]',
  'a SACCO sees its vehicles only, whoever owns them');
select is(jsonb_path_query_array(pg_temp.page('foreign admin'), '$.vehicles[*].plate'), '["KZZ 900Z"]',
  'another one its own');
select is(pg_temp.page('admin') -> 'routes',
  '[{"route": "46", "vehicles": 2, "receiving": 0, "cents": 13000, "usual_cents": 5000}]', 'a route is its vehicles');
select pg_temp.propose_crew('admin') \g /dev/null
select is((pg_temp.page('treasurer') ->> 'approvals') || (pg_temp.page('foreign treasurer') ->> 'approvals'), '10',
  'requests that wait are counted, those of other SACCOs are not');
select is(pg_temp.page('owner'), '{"outcome": "absent"}', 'an owner has other pages');
select is(pg_temp.refused(), 'sacco pages', 'the refusal is counted');
select finish(); rollback;
