begin; select plan(5);
\ir ../fixtures/one_vehicle.psql
select throws_ok('update audit.change_log set actor = ''nobody''', 'LFA10', null, 'the audit log refuses update');
select throws_ok('delete from audit.change_log', 'LFA10', null, 'it refuses delete');
select throws_ok('truncate audit.change_log', 'LFA10', null, 'it refuses truncate');
select is((select tgenabled from pg_trigger where tgrelid = 'audit.change_log'::regclass
  and tgname = 'guard_append_only'), 'A'::"char", 'whatever session_replication_role says');
select is(pg_temp.changed(), 'nothing', 'nothing at all changed');
select finish(); rollback;
