begin; select plan(8);
\ir ../fixtures/officials.psql
create function pg_temp.rows(p_actor text default null, p_action text default null, p_subject text default null,
  p_to timestamptz default null, p_before bigint default null) returns jsonb language sql as $$
  select audit.log_entries(p_actor => p_actor, p_action => p_action, p_subject => p_subject, p_from => null,
    p_to => p_to, p_before => p_before, p_zone => 'Africa/Nairobi') $$;
update config.settings set value = '61' where setting = 'session_idle_minutes';
select is(pg_temp.rows(p_subject => 'config.settings:session_idle_minutes') #>> '{0,differs}',
  '[{"what": "value", "after": "61", "before": "60"}]', 'a row shows only what differs');
select is(pg_temp.rows(p_subject => 'config%settings') , '[]', 'the subject is text, not a pattern');
insert into audit.change_log (actor, role, action, subject) values
  ('demo', 'demo', 'insert', 'fleet.door_codes:98,2025-12-31T21:00:00+00:00'),
  ('demo', 'demo', 'insert', 'fleet.door_codes:9');
select is(pg_temp.rows(p_subject => 'fleet.door_codes:98') #>> '{0,key}', '98,2026-01-01T00:00:00',
  'a time within a key is on the market''s clock');
select is(jsonb_array_length(pg_temp.rows(p_subject => 'fleet.door_codes:9', p_actor => 'demo')), 1,
  'number 9 is not the beginning of number 98');
select is(jsonb_array_length(pg_temp.rows(p_action => 'insert')), 17, 'the newest 17 rows of many');
select is(pg_temp.rows(p_actor => 'user:-1'), '[]', 'an unknown person changed nothing');
select is(pg_temp.rows(p_to => '2020-01-01'), '[]', 'nothing is older than the log');
select is((pg_temp.rows(p_before => (pg_temp.rows() #>> '{0,change_id}')::bigint) #>> '{0,change_id}')::bigint,
  (pg_temp.rows() #>> '{1,change_id}')::bigint, 'p_before continues the list');
select finish(); rollback;
