begin; select plan(3);
\ir ../fixtures/sacco.psql
select is(sacco.fleet(sha256('admin'), :'sacco_id', '', '') #>> '{sacco,name}', 'Test Line', 'a SACCO');
select is(sacco.fleet(sha256('foreign admin'), :'sacco_id', '', ''), '{"outcome": "absent"}', 'not for others');
select is(jsonb_path_query_array(sacco.fleet(sha256('admin'), '', '', ''), '$.saccos[*].name'),
  '["Test Line"]', 'the list');
select finish(); rollback;
