begin; select plan(7);
\ir ../fixtures/closed_days.psql
create function pg_temp.page(p_who text, p_plate text default null, p_period text default 'month') returns jsonb
  language sql as $$
  select owners.account_statement(p_session => sha256(p_who::bytea), p_plate => p_plate, p_period => p_period,
    p_on => '2026-11-21', p_asof => '1000000000000000000-1795294799') $$;
select is((select array_agg(k order by k) from jsonb_object_keys(pg_temp.page('owner')) k), array['asof', 'cash',
  'classes',
  'closing_cents', 'days', 'fee_cents', 'fingerprint', 'gross_cents', 'held_since', 'in_cents', 'kept_cents', 'lines',
  'message', 'moved_cents', 'now', 'opening_cents', 'outcome', 'pages_address', 'plate', 'purposes',
  'sub_wallets', 'vehicles', 'viewer', 'whose'], 'one answer has the whole statement');
select is((select string_agg(l ->> 'cents', ' ') from jsonb_array_elements(pg_temp.page('owner') -> 'lines') l),
  '5880 3920', 'closed days are read from stored totals');
select is(pg_temp.page('owner', 'KZZ001A') ->> 'plate', 'KZZ 001A', 'one vehicle, in any spelling');
select is(pg_temp.page('owner') -> 'whose', '["Mama Njeri"]', 'it says whose it is');
select is(pg_temp.page('owner', 'KZZ 900Z'), '{"outcome": "absent"}', 'another owner''s vehicle is refused');
select is(pg_temp.page('ops'), '{"outcome": "absent"}', 'a person without a vehicle has none');
select is(pg_temp.refused(), 'fleet.vehicles:KZZ 900Z, fleet.vehicles:', 'refusals are counted');
select finish(); rollback;
