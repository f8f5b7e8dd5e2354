begin; select plan(3);
\ir ../fixtures/sacco.psql
select is(ops.fleet(sha256('ops'), :'sacco_id', '', '') #>> '{sacco,name}', 'Test Line', 'a SACCO');
select is(ops.fleet(sha256('owner'), :'sacco_id', '', ''), '{"outcome": "absent"}', 'not for others');
select is(jsonb_path_query_array(ops.fleet(sha256('ops'), '', '', ''), '$.saccos[*].name'),
  '["Foreign Line", "Test Line"]', 'the list');
select finish(); rollback;
