begin; select plan(7);
\ir ../fixtures/signed_in.psql
create function pg_temp.page(p_who text, p_on text default null) returns jsonb language sql as $$
  select owners.home(p_session => sha256(p_who::bytea), p_period => 'day', p_on => p_on, p_asof => null) $$;
select is((select array_agg(k order by k) from jsonb_object_keys(pg_temp.page('owner')) k),
  array['asof', 'available_cents', 'cash', 'compared', 'days', 'debts', 'held', 'held_since',
    'held_takings_cents', 'now', 'on_the_way_cents', 'outcome', 'paybill', 'service_starts',
    'splits_waiting', 'takings', 'vehicles', 'viewer', 'wallets', 'wallets_cents', 'yours_cents'],
  'one answer has the whole page');
select is(jsonb_path_query_array(pg_temp.page('owner'), '$.vehicles[*].plate'), '["KZZ 001A"]', 'an owner sees theirs');
select is(jsonb_path_query_array(pg_temp.page('stranger'), '$.vehicles[*].plate'), '["KZZ 002B"]', 'and no others');
select is(jsonb_path_query_array(pg_temp.page('owner'), '$.wallets[*].purpose'),
  '["fuel", "maintenance", "sacco", "insurance", "profit"]', 'sub_wallets are in the order of the rule');
select is(pg_temp.page('ops'), '{"outcome": "absent"}', 'a person without a vehicle has no such page');
select is(pg_temp.refused(), 'owner pages', 'the refusal is counted');
select throws_ok($$ select pg_temp.page('owner', '2026-02-30') $$, 'LFV65', null, 'an impossible day is refused');
select finish(); rollback;
