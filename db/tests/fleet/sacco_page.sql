begin; select plan(2);
\ir ../fixtures/sacco.psql
select is(fleet.sacco_page(:sacco_id, '', '') #> '{vehicles_n}', '2', 'all vehicles are counted');
select is(jsonb_path_query_array(fleet.sacco_page(:sacco_id, '', '1'), '$.rows[*].plate'), '["KZZ 002B"]',
  'the list goes on after those seen');
select finish(); rollback;
