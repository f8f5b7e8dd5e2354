begin; select plan(6);
\ir ../fixtures/one_vehicle.psql
select is(jsonb_path_query_array(fleet.near_vehicles(p_account => t, p_at => now()), '$[*].typed') #>> '{}', n, t)
  from (values ('4629', '["4628"]'), ('6428', '["4628"]'), ('KZZ 00IA', '["KZZ001A"]'), ('4628', '[]'),
               ('4699', '[]'), ('', '[]')) v(t, n);
select finish(); rollback;
