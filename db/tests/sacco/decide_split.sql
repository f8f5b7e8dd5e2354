begin; select plan(3);
\ir ../fixtures/sacco.psql
select fares.propose_split(pg_temp.id('owner'), 'owner', :vehicle_id, '{"fuel": "100"}', 'propose') ->> 'proposal_id'
  as id \gset
select is(sacco.decide_split(sha256('foreign admin'), :'id', 'agreed') ->> 'outcome', 'absent', 'not another SACCO');
select is(sacco.decide_split(sha256('treasurer'), :'id', 'agreed') ->> 'outcome', 'agreed', 'its treasurer agrees');
select is(pg_temp.refused(), 'fares.split_proposals:' || :'id', 'the refusal is counted');
select finish(); rollback;
