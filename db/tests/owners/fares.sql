begin; select plan(7);
\ir ../fixtures/signed_in.psql
create function pg_temp.page(p_who text, p_plate text default null, p_hour text default null,
  p_before text default null) returns jsonb language sql as $$
  select owners.fares(p_session => sha256(p_who::bytea), p_plate => p_plate, p_period => 'day', p_on => '2026-11-20',
    p_hour => p_hour, p_before => p_before, p_limit => 50, p_asof => null) $$;
select is(pg_temp.page('owner') - '{asof,now,held_since,days,viewer}'::text[],
  '{"outcome": "found", "cents": 0, "fares": 0, "rows": []}', 'a day without fares is an empty list');
select is(pg_temp.page('owner', 'KZZ 002B'), '{"outcome": "absent"}', 'another owner''s vehicle is refused');
select is(pg_temp.page('ops'), '{"outcome": "absent"}', 'a person without a vehicle has no list');
select is(pg_temp.refused(), 'fleet.vehicles:KZZ 002B, fleet.vehicles:', 'refusals are counted');
select throws_ok($$ select pg_temp.page('owner', null, '24') $$, 'LFV66', null, 'there is no hour 24');
select throws_ok($$ select pg_temp.page('owner', null, null, '1; drop') $$, 'LFV66', null, 'a wrong p_before isn''t');
select is(pg_temp.page('owner', ''' OR 1=1--'), '{"outcome": "absent"}', 'SQL in a plate finds nothing');
select finish(); rollback;
