begin;
\ir ../fixtures/signed_in.psql
select plan(10);
create function pg_temp.act(p_who text, p_id text, p_reason text default 'anwani ya Safaricom') returns text
  language sql as $$
  select ops.acknowledge_alarm(p_session => sha256(p_who::bytea), p_alarm_id => p_id,
    p_reason => p_reason) ->> 'outcome' $$;
insert into messaging.alarms (kind, subject, detail) values ('new_callback_source', '192.0.2.1', 'x')
  returning alarm_id \gset
insert into messaging.alarms (kind, subject, detail) values ('suspense_overdue', 'TKX', 'x') returning alarm_id
  as placed_by_hand \gset
select is(pg_temp.act('owner', :'alarm_id'), 'absent', 'an owner may not');
select is(pg_temp.act('ops', '99999999999999999999999'), 'absent', 'nor can what never rang be acknowledged');
select is(pg_temp.act('ops', :'placed_by_hand'), 'absent', 'money that waits is placed, not talked away');
select is(pg_temp.act('ops', :'alarm_id', ' x '), 'no_reason', 'without a reason it goes on ringing');
select is(pg_temp.act('ops', :'alarm_id'), 'acknowledged', 'an operator says what it was');
select matches((select acknowledged_by || ': ' || acknowledged_reason from messaging.alarms where alarm_id = :alarm_id),
  '^user:[0-9]+: anwani ya Safaricom$', 'who and why stand beside it');
select is((select after ->> 'acknowledged_reason' from audit.changes where subject = 'messaging.alarms:' || :alarm_id
  and action = 'update' and actor like 'user:%'), 'anwani ya Safaricom', 'and in the audit log');
select is(pg_temp.act('ops', :'alarm_id', 'tena'), 'absent', 'pressing again changes nothing');
select is((select acknowledged_at from messaging.alarms where alarm_id = :placed_by_hand), null,
  'nothing else changed');
select throws_ok($$ select pg_temp.act('nobody', '1') $$, 'LFA60', null, 'without a session there is nothing at all');
select finish();
rollback;
