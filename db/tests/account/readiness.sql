-- A process that serves pages only is ready when one that takes money is.
begin; select plan(2);
set local client_min_messages = warning;
\ir ../fixtures/one_vehicle.psql
select max(version) as newest from public.schema_migrations \gset
select sha256 as loaded from config.loaded_functions order by first_loaded_at desc limit 1 \gset
select is(account.readiness(p_migration => :'newest', p_functions_sha256 => :'loaded'), 'ready',
  'ready with a PayBill');
select matches(account.readiness(p_migration => '20990101000000', p_functions_sha256 => :'loaded'),
  '^migrations are missing', 'and not before its migrations');
select finish(); rollback;
