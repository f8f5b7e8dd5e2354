begin;
\ir ../fixtures/one_vehicle.psql
select plan(12);
select audit.watch_roles(p_source => 'deploy') \g /dev/null
create function pg_temp.newest() returns text language sql as $$
  select concat_ws(' | ', c.actor, c.action, c.subject, c.before #>> '{facts,0}', c.after #>> '{facts,0}') from audit.changes c order by c.change_id desc limit 1 $$;
create function pg_temp.rings() returns text language sql as $$
  select coalesce(string_agg(concat_ws(' ', a.subject, a.times_raised), ', ' order by a.subject), 'nothing') from messaging.alarms a where a.kind = 'database_roles_changed' $$;
select is(audit.watch_roles(p_source => 'watch'), 0::bigint, 'nothing changed, nothing to tell');
select is(pg_temp.rings(), 'nothing', 'and nobody to wake');

alter role lipa_owner set statement_timeout = '1h';
select is(audit.watch_roles(p_source => 'watch'), 1::bigint, 'a role got another setting');
select is(pg_temp.newest(), 'database | alter_role | database.roles:lipa_owner | sets statement_timeout=1h', 'it is in the trail, by nobody knows whom');
select is(pg_temp.rings(), 'lipa_owner 1', 'and rings');
alter role lipa_owner set statement_timeout = '2h';
select is(audit.watch_roles(p_source => 'deploy'), 1::bigint, 'our own release changes something');
select is(pg_temp.newest(), session_user || ' | alter_role | database.roles:lipa_owner | sets statement_timeout=1h | sets statement_timeout=2h', 'from what to what, by whom');
select is(pg_temp.rings(), 'lipa_owner 1', 'and rings not');

grant select on ledger.journals to lipa_crew;
select is(pg_temp.newest(), session_user || ' | alter_role | database.roles:lipa_crew | select on table ledger.journals', 'what is granted by hand is in the trail at once, by whom');
select is(pg_temp.rings(), 'lipa_crew 1, lipa_owner 1', 'and rings');

delete from audit.known_facts;
select is(audit.watch_roles(p_source => 'watch'), 0::bigint, 'the first look of all only remembers');
select is(pg_temp.changed(), 'audit.change_log audit.known_facts messaging.alarms', 'nothing else changed');
select * from finish();
rollback;
