begin;
\ir ../fixtures/one_vehicle.psql
select plan(10);
create function pg_temp.has(p_role text, p_fact text) returns boolean language sql as $$
  select exists (select from audit.rights_given() g where g.fact = p_fact and g.grantee = coalesce(to_regrole(p_role)::oid, 0)) $$;
set local search_path = pg_catalog, pg_temp, tap;
select ok(pg_temp.has('lipa_worker', 'execute on function worker.run_job(text)'), 'a door');
select ok(pg_temp.has('lipa_telco', 'usage on schema telco'), 'its schema');
select ok(pg_temp.has('lipa_auditor', 'select on view audit.changes'), 'an auditor''s view');
select ok(pg_temp.has('lipa_ops', 'connect on the database'), 'the way in');
grant select, update on ledger.journals to lipa_crew with grant option;
select ok(pg_temp.has('lipa_crew', 'select, update on table ledger.journals, and may pass it on'), 'what somebody gave by hand, in one line');
grant select (phone_sealed) on security.users to public;
select ok(pg_temp.has('public', 'select on column security.users.phone_sealed'), 'one column to everybody');
alter default privileges in schema fleet grant select on tables to lipa_sacco;
select ok(pg_temp.has('lipa_sacco', 'select on tables that lipa_owner makes in fleet'), 'what will be made later');
select is_empty($$ select g.fact from audit.rights_given() g where g.grantee = 'lipa_owner'::regrole and g.fact ~ ' (ledger|security|audit)\.' $$,
  'what an owner has anyway is no line');
select is_empty($$ select g.fact from audit.rights_given() g where g.grantee = 0 and g.fact not like '%phone_sealed' $$,
  'and everybody else has nothing, of the server''s own things neither');
select isnt_empty($$ select from pg_proc p cross join lateral aclexplode(p.proacl) a where p.pronamespace = 'pg_catalog'::regnamespace and a.grantee = 'pg_monitor'::regrole $$,
  'though the server gave some of them to roles of its own');
select * from finish();
rollback;
