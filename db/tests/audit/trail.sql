begin;
\ir ../fixtures/officials.psql
select plan(6);
create function pg_temp.rows(p_actor text default null, p_action text default null, p_subject text default null, p_from timestamptz default null,
  p_to timestamptz default null, p_before bigint default null) returns jsonb language sql as $$
  select audit.trail(p_actor => p_actor, p_action => p_action, p_subject => p_subject, p_from => p_from, p_to => p_to, p_before => p_before, p_zone => 'Africa/Nairobi') $$;
update security.settings set value = '61' where setting = 'session_idle_minutes';
select is(pg_temp.rows(p_subject => 'security.settings:session_idle_minutes') #>> '{0,differs}', '[{"what": "value", "after": "61", "before": "60"}]', 'only what differs');
select is(pg_temp.rows(p_subject => 'security%settings') , '[]', 'what people type is text, not a pattern');
select is(jsonb_array_length(pg_temp.rows(p_action => 'insert')), 21, 'the newest of many');
select is(pg_temp.rows(p_actor => 'user:-1'), '[]', 'nothing by nobody');
select is(pg_temp.rows(p_to => '2020-01-01'), '[]', 'nothing before we began');
select is((pg_temp.rows(p_before => (pg_temp.rows() #>> '{0,change_id}')::bigint) #>> '{0,change_id}')::bigint, (pg_temp.rows() #>> '{1,change_id}')::bigint, 'further down');
select finish();
rollback;
