-- With other sessions: db/tests/concurrency/test_horizon_holder.py.
begin; select plan(4);
select pg_current_xact_id() as own \gset
create function pg_temp.holder(p_horizon xid8) returns table (since timestamptz, holder text) language sql as $$
  select * from ledger.horizon_holder(p_horizon => p_horizon) $$;
select is((select since from pg_temp.holder(:'own')), now(), 'a running transaction holds the horizon since it began');
select matches((select holder from pg_temp.holder(:'own')), format('^pid %s, role lipa_owner, application .*, database '
  '%s, active since [0-9:]{8} UTC$', pg_backend_pid(), current_database()), 'its session is named, its query is not');
select results_eq($$ select * from pg_temp.holder('3') $$, $$ values (null::timestamptz, null::text) $$,
  'one that ended holds nothing');
select results_eq($$ select * from pg_temp.holder(null) $$, $$ values (null::timestamptz, null::text) $$,
  'nor nothing');
select finish(); rollback;
