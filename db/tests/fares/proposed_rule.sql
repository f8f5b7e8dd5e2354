begin; select plan(2);
\ir ../fixtures/sacco.psql
select fares.propose_split(pg_temp.id('admin'), 'sacco', :vehicle_id, '{"profit": "100", "pots": [{"purpose": "sacco",
  "cents": "300"}]}', 'propose') \g /dev/null
select is(fares.split_terms(fares.proposed_rule(p)) #>> '{pots,0,cents}', '30000', 'its terms are those proposed')
  from fares.split_proposals p;
select ok((fares.proposed_rule(p)).split_rule_id > :split_rule_id, 'it is newer than any') from fares.split_proposals p;
select finish(); rollback;
