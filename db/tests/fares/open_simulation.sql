begin; select plan(2);
\ir ../fixtures/sacco.psql
select is(fares.open_simulation(:vehicle_id) ->> 'has_proposal', 'false', 'nothing is proposed');
select fares.propose_split(pg_temp.id('admin'), 'sacco', :vehicle_id, '{"profit": "100"}', 'propose') \g /dev/null
select is(fares.open_simulation(:vehicle_id) ->> 'has_proposal', 'true', 'what is proposed is simulated');
select finish(); rollback;
