begin;
\ir ../fixtures/one_vehicle.psql
select plan(9);
select messaging.raise_alarm(p_kind => 'conflict_callback', p_subject => 'QAA0000001', p_detail => 'first');
select is((select concat_ws(' ', kind, subject, detail, times_raised, acknowledged_at is null) from messaging.alarms),
  'conflict_callback QAA0000001 first 1 t', 'an alarm stands');
update messaging.alarms set raised_at = '2026-01-01 12:00+03';
select messaging.raise_alarm('conflict_callback', 'QAA0000001', 'second');
select is((select concat_ws(' ', detail, times_raised) from messaging.alarms), 'second 2',
  'raised again it is counted, with the newest detail');
select is((select raised_at from messaging.alarms), '2026-01-01 12:00+03', 'and has been ringing since the first time');
update messaging.alarms set acknowledged_at = now(), acknowledged_by = 'user:7', acknowledged_reason = 'seen';
select messaging.raise_alarm('conflict_callback', 'QAA0000001', 'third');
select is((select concat_ws(' ', times_raised, num_nulls(acknowledged_at, acknowledged_by, acknowledged_reason))
  from messaging.alarms), '3 3', 'raised after it was acknowledged, it stands again');
select cmp_ok((select raised_at from messaging.alarms), '>=', now(), 'since now');
select messaging.raise_alarm('conflict_callback', 'QAA0000002', 'other');
select is((select count(*)::int from messaging.alarms), 2, 'another subject is another alarm');
select throws_ok($$update messaging.alarms set acknowledged_at = now()$$, '23514', null,
  'nobody acknowledges without name and reason');
select is((select count(*)::int from audit.change_log where subject like 'messaging.alarms:%'
  and after ->> 'acknowledged_by' = 'user:7'), 1, 'who did is in the audit log');
select is(pg_temp.changed(), 'audit.change_log messaging.alarms', 'nothing else changed');
select finish();
rollback;
