begin; select plan(3);
\ir ../fixtures/signed_in.psql
create function pg_temp.page(p_who text, p_receipt text) returns jsonb language sql as $$
  select owners.fare(p_session => sha256(p_who::bytea), p_receipt => p_receipt, p_asof => null) $$;
select pg_temp.fare('TKB0000001', :other_rule_id, 6000, '2026-11-20 07:10');
select is(pg_temp.page('owner', 'TKB0000001'), '{"outcome": "absent"}', 'another owner''s fare is refused');
select is(pg_temp.page('owner', 'TKX'), '{"outcome": "absent"}', 'like a receipt that does not exist');
select is(pg_temp.refused(), 'fares.fares:TKX', 'the refusals are counted');
select finish(); rollback;
