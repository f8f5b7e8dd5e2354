begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/pots.psql

select is((select count(*)::int from fares.pots), 1, 'a vehicle with pots has its row');
select is(fares.lock_pots(array[:pots_rule, :split_rule_id]::bigint[])::text, '', 'which is locked');
select is((select count(*)::int from fares.pots p, pg_locks l where l.relation = 'fares.pots'::regclass
  and l.mode = 'RowShareLock' and l.pid = pg_backend_pid()), 1, 'by this transaction');
select finish(); rollback;
