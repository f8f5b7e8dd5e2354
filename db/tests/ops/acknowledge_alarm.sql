begin; select plan(9);
\ir ../fixtures/signed_in.psql
create function pg_temp.act(p_who text, p_id text, p_reason text default 'anwani ya Safaricom') returns text
  language sql as $$ select ops.acknowledge_alarm(sha256(p_who::bytea), p_id, p_reason) ->> 'outcome' $$;
insert into messaging.alarms (kind, subject, detail) values ('new_callback_source', '192.0.2.1', 'x')
  returning alarm_id \gset
insert into messaging.alarms (kind, subject, detail) values ('suspense_overdue', 'TKX', 'x')
  returning alarm_id as overdue \gset
select is(pg_temp.act('owner', :'alarm_id'), 'absent', 'an owner may not acknowledge');
select is(pg_temp.act('ops', '99999999999999999999999'), 'absent', 'there is no such alarm');
select is(pg_temp.act('ops', :'overdue'), 'absent', 'suspense is assigned, its alarm is not acknowledged');
select is(pg_temp.act('ops', :'alarm_id', ' x '), 'no_reason', 'an alarm stays open without a reason');
select is(pg_temp.act('ops', :'alarm_id'), 'acknowledged', 'operations acknowledge with a reason');
select matches((select acknowledged_by || ': ' || acknowledged_reason from messaging.alarms where alarm_id = :alarm_id),
  '^user:[0-9]+: anwani ya Safaricom$', 'person and reason are stored');
select is((select after ->> 'acknowledged_reason' from audit.changes where subject = 'messaging.alarms:' || :alarm_id
  and action = 'update' and actor like 'user:%'), 'anwani ya Safaricom', 'the audit log has them');
select is(pg_temp.act('ops', :'alarm_id', 'tena'), 'absent', 'a second call changes nothing');
select is((select acknowledged_at from messaging.alarms where alarm_id = :overdue), null, 'nothing else changed');
select finish(); rollback;
