begin;
\ir ../fixtures/signed_in.psql
select plan(8);
create function pg_temp.page(p_who text, p_period text default null, p_on text default null, p_asof text default null)
  returns jsonb language sql as $$
  select owners.home(p_session => sha256(p_who::bytea), p_period => p_period, p_on => p_on, p_asof => p_asof) $$;
select is((select array_agg(k order by k) from jsonb_object_keys(pg_temp.page('owner')) k),
  array['asof', 'compared', 'days', 'homes', 'now', 'outcome', 'takings', 'vehicles', 'wallets', 'wallets_cents'],
    'everything on the page in one answer');
select is(jsonb_path_query_array(pg_temp.page('owner'), '$.vehicles[*].plate'), '["KZZ 001A"]',
  'an owner sees their own vehicles');
select is(jsonb_path_query_array(pg_temp.page('stranger'), '$.vehicles[*].plate'), '["KZZ 002B"]',
  'and nobody else''s');
select is(jsonb_path_query_array(pg_temp.page('owner'), '$.wallets[*].purpose'),
  '["fuel", "maintenance", "sacco", "insurance", "profit"]',
  'the pots stand in the order of the rule');
select is(pg_temp.page('ops'), '{"outcome": "absent"}', 'who owns nothing has no such page');
select is(pg_temp.refused(), 'owner pages', 'and asking leaves a trace');
select throws_ok($$ select pg_temp.page('nobody') $$, 'LFA60', null, 'without a session there is nothing at all');
select throws_ok($$ select pg_temp.page('owner', 'day', '2026-02-30') $$, 'LFV65', null,
  'a day that does not exist is refused');
select finish();
rollback;
