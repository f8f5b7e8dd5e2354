begin; select plan(4);
\ir ../fixtures/fare_board.psql
select fleet.propose_fares(pg_temp.id('admin'), :route_id, 'cap', '{"cap": "150"}', clock_timestamp())
  ->> 'proposal_id' as id \gset
select is(sacco.decide_fares(sha256('foreign admin'), :'id', 'approved') ->> 'outcome', 'absent', 'not another SACCO');
select is(sacco.decide_fares(sha256('admin'), :'id', 'approved') ->> 'outcome', 'same_person', 'not its maker');
select is(sacco.decide_fares(sha256('treasurer'), :'id', 'approved'),
  jsonb_build_object('outcome', 'approved', 'route_id', :route_id), 'its treasurer approves');
select is(pg_temp.refused(), 'fleet.fare_proposals:' || :'id', 'the refusal is counted');
select finish(); rollback;
