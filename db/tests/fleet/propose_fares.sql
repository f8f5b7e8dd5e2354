begin; select plan(20);
\ir ../fixtures/fare_board.psql
select is(pg_temp.propose_change(t.kind, t.typed::jsonb), t.outcome, t.outcome || ': ' || t.typed) from (values
  ('fares', '{"off_peak": ["30"]}', 'fares_wrong'),
  ('fares', '{"off_peak": ["30", "40"], "peak": ["40", "60"], "rain": ["60", "80"]}', 'same'),
  ('fares', '{"off_peak": ["30", "50"], "effective_from": "tomorrow"}', 'start_wrong'),
  ('fares', '{"off_peak": ["30", "101"]}', 'above_cap'),
  ('event', '{"event": ["80"]}', 'event_fares_wrong'),
  ('event', '{"event": ["80", "90"], "name": "x"}', 'event_name_wrong'),
  ('event', '{"event": ["80", "90"], "name": "Stadium"}', 'start_wrong'),
  ('event', '{"event": ["80", "90"], "name": "Stadium", "starts_at": "2026-11-23 14:00"}', 'end_wrong'),
  ('event', '{"event": ["80", "90"], "name": "Stadium",
     "starts_at": "2026-11-23 14:00", "ends_at": "2026-11-23 13:00"}', 'end_wrong'),
  ('event', '{"event": ["80", "90"], "name": "Stadium",
     "starts_at": "2026-11-22 14:00", "ends_at": "2026-11-23 20:00"}', 'start_past'),
  ('event', '{"event": ["80", "120"], "name": "Stadium",
     "starts_at": "2026-11-23 14:00", "ends_at": "2026-11-23 20:00"}', 'above_cap'),
  ('cap', '{"cap": "x"}', 'cap_wrong'), ('cap', '{"cap": "100"}', 'same'), ('cap', '{"cap": "70"}', 'cap_below_fares'),
  ('cap', '{"cap": "9999"}', 'cap_wrong')) t(kind, typed, outcome);
select is(pg_temp.changed(), 'nothing', 'nothing of that is kept');
select is(pg_temp.propose_change('fares', '{"off_peak": ["30", "50"]}'), 'proposed', 'new fares');
select is(pg_temp.propose_change('fares', '{"off_peak": ["30", "60"]}', 'treasurer'), 'waiting',
  'one proposal at a time');
select is(pg_temp.price(pg_temp.noon()), 4000::bigint, 'nothing counts before it is approved');
select throws_ok($$ select pg_temp.propose_change('rain', '{}') $$, 'LFV80', null, 'no other kind');
select finish(); rollback;
