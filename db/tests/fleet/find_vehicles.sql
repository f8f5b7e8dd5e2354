begin; select plan(9);
\ir ../fixtures/signed_in.psql
create function pg_temp.found(p_text text, p_owners bigint[] default null, p_saccos bigint[] default null) returns text
  language sql as $$
  select jsonb_path_query_array(fleet.find_vehicles(p_text, p_owners, p_saccos), '$[*].plate') #>> '{}' $$;
select is(pg_temp.found(t), p, t) from (values ('kzz-001a', '["KZZ 001A"]'), ('4628', '["KZZ 001A"]'),
  ('KZZ', '["KZZ 001A", "KZZ 002B"]'), ('baba o', '["KZZ 002B"]'), ('KZ', '[]'), ('%', '[]')) v(t, p);
select is(pg_temp.found('KZZ', array[:stranger_id]), '["KZZ 002B"]', 'an owner finds their own');
select is(pg_temp.found('Baba', array[:owner_id]), '[]', 'and nobody by name');
select is(pg_temp.found('KZZ', null, array[-1]), '[]', 'a SACCO finds its own');
select finish(); rollback;
