begin; select plan(2);
\ir ../fixtures/sacco.psql
select is(jsonb_path_query_array(fleet.sacco_cards(null), '$[*].payable'), '[0, 2]', 'vehicles that can be paid');
select is(jsonb_path_query_array(fleet.sacco_cards(array[:sacco_id]), '$[*].name'), '["Test Line"]', 'only theirs');
select finish(); rollback;
