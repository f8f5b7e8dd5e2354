begin; select plan(6);
set local client_min_messages = warning;
select max(version) as newest from public.schema_migrations \gset
select sha256 as loaded from config.loaded_functions order by first_loaded_at desc limit 1 \gset
create function pg_temp.readiness(p_migration text, p_functions text) returns text language sql as $$
  select telco.readiness(p_migration => p_migration, p_functions_sha256 => p_functions) $$;
select is(pg_temp.readiness(:'newest', :'loaded'), 'no PayBill is set up', 'without a PayBill we can''t take money');
\ir ../fixtures/one_vehicle.psql
select is(pg_temp.readiness(:'newest', :'loaded'), 'ready', 'with one we can');
select matches(pg_temp.readiness('20990101000000', :'loaded'),
  '^migrations are missing', 'a process with a newer migration is too early');
select matches(pg_temp.readiness(:'newest', repeat('0', 64)),
  '^functions are missing', 'so is one with functions that were never loaded');
select matches(pg_temp.readiness(null, null), '^migrations are missing', 'a process without a release is not ready');
select is(pg_temp.changed(), 'nothing', 'nothing changed');
select finish(); rollback;
