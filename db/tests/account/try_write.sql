begin; select plan(2);
\ir ../fixtures/one_vehicle.psql
select is(account.try_write(), 'written', 'a process that serves pages only tries a write too');
select is(account.try_write(), 'tried', 'and shares it with all others');
select finish(); rollback;
