begin;
\ir ../fixtures/signed_in.psql
select plan(4);
create function pg_temp.page(p_who text, p_receipt text) returns jsonb language sql as $$
  select owners.fare(p_session => sha256(p_who::bytea), p_receipt => p_receipt, p_asof => null) $$;
select pg_temp.fare('TKB0000001', :other_rule_id, 6000, '2026-11-20 07:10');
select is(pg_temp.page('owner', 'TKB0000001'), '{"outcome": "absent"}', 'a stranger''s fare');
select is(pg_temp.page('owner', 'TKX'), '{"outcome": "absent"}', 'is answered like one that nobody paid');
select is(pg_temp.refused(), 'fares.fares:TKX', 'and leaves a trace');
select throws_ok($$ select pg_temp.page('nobody', 'TKB0000001') $$, 'LFA60', null,
  'without a session there is nothing at all');
select finish();
rollback;
