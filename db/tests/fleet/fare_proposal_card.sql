begin; select plan(3);
\ir ../fixtures/fare_board.psql
select pg_temp.propose_change('fares', '{"off_peak": ["30", "50"], "peak": ["40", "60"],
  "rain": ["60", "80"]}') \g /dev/null
create function pg_temp.card() returns jsonb language sql as $$
  select fleet.fare_proposal_card(p, array[p.sacco_id], pg_temp.noon()) from fleet.fare_proposals p $$;
select is(pg_temp.card() -> 'fares', '{"off_peak": [3000, 5000]}', 'what would change');
select is(pg_temp.card() #>> '{maker,user_id}', pg_temp.id('admin')::text, 'by whom');
select pg_temp.decide_change('treasurer') \g /dev/null
select is(array[pg_temp.card() ->> 'state', pg_temp.card() ->> 'from'], '{approved,2026-11-23T12:00:00}',
  'and since when it counts');
select finish(); rollback;
