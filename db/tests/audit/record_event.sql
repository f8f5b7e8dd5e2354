begin; select plan(4);
\ir ../fixtures/one_vehicle.psql
select audit.record_event(p_action => 'export_day', p_subject => 'fleet.owners:1', p_after => '{"rows": 141}');
select is((select concat_ws(' ', actor = session_user, role = session_user, action, subject, after, before is null)
  from audit.change_log order by change_id desc limit 1), 't t export_day fleet.owners:1 {"rows": 141} t',
  'an event is in the audit log');
set local lipa.actor = 'user:7';
select audit.record_event('export_day', 'fleet.owners:1', null);
select is((select concat_ws(' ', actor, role = session_user) from audit.change_log order by change_id desc limit 1),
  'user:7 t', 'the actor is the named person');
set local lipa.actor = '';
select audit.record_event('export_day', 'fleet.owners:1', null);
select is((select actor from audit.change_log order by change_id desc limit 1), session_user::text,
  'without one the actor is the database role');
select is(pg_temp.changed(), 'audit.change_log', 'nothing else changed');
select finish(); rollback;
