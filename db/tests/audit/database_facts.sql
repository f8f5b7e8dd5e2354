begin;
\ir ../fixtures/one_vehicle.psql
select plan(9);
set local search_path = pg_catalog, pg_temp, tap;
create function pg_temp.has(p_subject text, p_fact text) returns boolean language sql as $$
  select exists (select from audit.database_facts() f where f.subject = p_subject and f.fact like p_fact) $$;
select ok(pg_temp.has('database.roles:lipa_telco', 'sets statement_timeout=10s'), 'a time-out of a role');
select ok(pg_temp.has('database.roles:lipa_telco', 'has 100 connections'), 'how many it may be');
select ok(pg_temp.has('database.roles:lipa_telco', 'execute on function telco.confirm_fares(%)'), 'its rights');
select ok(pg_temp.has('database.roles:postgres', 'is a superuser'), 'who stands above');
select ok(pg_temp.has('database.roles:postgres', 'owns schema warden'), 'what does not belong to the owner of the house');
select ok(pg_temp.has('database.event_triggers', 'warden_judges_changes %always on'), 'the warden is awake');
select format('alter database %I set statement_timeout = ''7s''', current_database()) \gexec
select ok(pg_temp.has('database.settings', 'sets statement_timeout=7s'), 'a setting for everybody who comes in');
select is_empty($$ select f.fact from audit.database_facts() f where f.fact ~* 'scram|md5|[^_]password' $$, 'never a password, not even its hash');
select is_empty($$ select f.subject, f.fact from audit.database_facts() f group by 1, 2 having count(*) > 1 $$, 'nothing stands twice');
select * from finish();
rollback;
