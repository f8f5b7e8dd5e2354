begin; select plan(3);
\ir ../fixtures/sacco.psql
select fares.propose_split(pg_temp.id('admin'), 'sacco', :vehicle_id, '{"fuel": "100"}', 'propose') ->> 'proposal_id'
  as id \gset
select is(owners.decide_split(sha256('stranger'), :'id', 'agreed') ->> 'outcome', 'absent', 'not another owner');
select is(owners.decide_split(sha256('owner'), :'id', 'agreed') ->> 'outcome', 'agreed', 'the owner agrees');
select is(pg_temp.refused(), 'fares.split_proposals:' || :'id', 'the refusal is counted');
select finish(); rollback;
