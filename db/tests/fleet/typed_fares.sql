begin; select plan(5);
\ir ../fixtures/menu.psql
create function pg_temp.typed(p_kind text, p_typed jsonb) returns jsonb language sql as $$
  select fleet.typed_fares((select route_id from fleet.routes), p_kind, p_typed, pg_temp.peak()) $$;
select is(pg_temp.typed('fares', '{"off_peak": ["30", "40"], "peak": ["40", "70"], "rain": ["60", "80"]}'),
  '{"peak": [4000, 7000]}', 'only the bands that change');
select is(pg_temp.typed('fares', '{"off_peak": ["30", "40"], "peak": ["", ""], "rain": ["60", "80"]}'),
  '{"peak": [3000, 4000]}', 'a band that was cleared costs what the off-peak costs');
select is(pg_temp.typed('fares', '{"peak": ["30", "40"]}'), null, 'the off-peak fares are needed');
select is(pg_temp.typed('event', '{"event": ["100", "120"]}'), '{"event": [10000, 12000]}', 'an event has its own');
select is(pg_temp.typed('event', '{"event": ["100", ""]}'), null, 'for every stage');
select finish(); rollback;
