begin; select plan(5);
\ir ../fixtures/closed_days.psql
create function pg_temp.page(p_who text, p_plate text, p_period text default 'month') returns jsonb language sql as $$
  select sacco.vehicle(p_session => sha256(p_who::bytea), p_plate => p_plate, p_period => p_period, p_on =>
    '2026-11-21',
                       p_asof => '1000000000000000000-1795294799') $$;
select is(pg_temp.page('admin', 'kzz001a') -> 'rows', '[{"business_on": "2026-11-21", "cents": 4000, "dues_cents": 392},
  {"business_on": "2026-11-20", "cents": 6000, "dues_cents": 588}]', 'its days, the newest first');
select is((pg_temp.page('treasurer', 'KZZ 001A') ->> 'cents') || ' ' || (pg_temp.page('treasurer', 'KZZ 001A')
  ->> 'dues_cents'), '10000 980', 'they sum to the figures of the period');
select is(pg_temp.page(t.who, t.plate), '{"outcome": "absent"}', t.sentence) from (values
  ('foreign admin', 'KZZ 001A', 'a vehicle of another SACCO is absent'), ('admin', 'KZZ 777Z', 'like none'),
  ('owner', 'KZZ 001A', 'an owner has other pages')) as t(who, plate, sentence);
select finish(); rollback;
