begin; select plan(9);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.raise(p_subject text, p_detail text) returns void language sql as $$
  select messaging.raise_alarm(p_kind => 'conflict_callback', p_subject => p_subject, p_detail => p_detail) $$;
select pg_temp.raise('QAA0000001', 'first');
select is((select concat_ws(' ', kind, subject, detail, times_raised, acknowledged_at is null) from messaging.alarms),
  'conflict_callback QAA0000001 first 1 t', 'an alarm is open');
update messaging.alarms set raised_at = '2026-01-01 12:00+03';
select pg_temp.raise('QAA0000001', 'second');
select is((select concat_ws(' ', detail, times_raised) from messaging.alarms),
  'second 2', 'raised again it is counted, with the newest detail');
select is((select raised_at from messaging.alarms), '2026-01-01 12:00+03', 'it keeps the first time');
update messaging.alarms set acknowledged_at = now(), acknowledged_by = 'user:7', acknowledged_reason = 'seen';
select pg_temp.raise('QAA0000001', 'third');
select is((select concat_ws(' ', times_raised, num_nulls(acknowledged_at, acknowledged_by, acknowledged_reason))
    from messaging.alarms), '3 3', 'raised after it was acknowledged, it is open again');
select cmp_ok((select raised_at from messaging.alarms), '>=', now(), 'since now');
select pg_temp.raise('QAA0000002', 'other');
select is((select count(*)::int from messaging.alarms), 2, 'another subject is another alarm');
select throws_ok($$update messaging.alarms set acknowledged_at = now()$$,
  '23514', null, 'acknowledging needs a name and a reason');
select is((select count(*)::int from audit.change_log where subject like 'messaging.alarms:%'
    and after ->> 'acknowledged_by' = 'user:7'), 1, 'the audit log has who acknowledged');
select is(pg_temp.changed(), 'audit.change_log messaging.alarms', 'nothing else changed');
select finish(); rollback;
