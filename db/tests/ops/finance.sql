begin; select plan(9);
\ir ../fixtures/closed_days.psql
create function pg_temp.page(p_who text, p_period text default 'day', p_on text default '2026-11-21') returns jsonb
  language sql as $$ select ops.finance(p_session => sha256(p_who::bytea), p_period => p_period, p_on => p_on,
                                        p_asof => '1000000000000000000-1795294799') $$;
create function pg_temp.sums(p_page jsonb) returns text language sql as $$
  select concat_ws(' ', p_page #>> '{total,fare_cents}', p_page #>> '{total,fee_cents}', p_page #>>
    '{total,dues_cents}',
    p_page #>> '{total,owners_cents}', p_page #>> '{total,in_cents}', p_page #>> '{month,cents}',
    p_page #>> '{month,fee_cents}') $$;
select is((select array_agg(k order by k) from jsonb_object_keys(pg_temp.page('finance')) k), array['asof', 'balances',
  'days', 'month', 'movements', 'now', 'outcome', 'payouts_waiting', 'reconciled_on', 'rows', 'total', 'trial', 'trust',
  'viewer'],
  'one answer has the whole page');
select is(pg_temp.sums(pg_temp.page('finance', t.period, t.day)), t.sums, t.sentence) from (values
  ('day', '2026-11-21', '13000 260 392 12348 13000 19000 380', 'a day, and the month so far'),
  ('month', '2026-11-21', '19000 380 980 17640 19000 19000 380', 'a month'),
  ('month', '2026-10-01', '5000 100 490 4410 5000 5000 100', 'the month before')) as t(period, day, sums, sentence);
select is(jsonb_path_query_array(pg_temp.page('finance', 'month'), '$.rows[*].fare_cents'), '[6000, 13000]',
  'the days of the period, in order');
select is(pg_temp.page('finance') #>> '{balances,0,difference}', '0', 'what is held and what is owed are equal');
select is(jsonb_array_length(pg_temp.page('finance') -> 'trial'), 4, 'the trial balance has each kind of wallet');
select is(pg_temp.page('ops'), '{"outcome": "absent"}', 'operations don''t see it');
select is(pg_temp.page('admin'), '{"outcome": "absent"}', 'nor does a SACCO');
select finish(); rollback;
