begin; select plan(5);
create function pg_temp.alarms() returns jsonb language sql as $$
  select messaging.open_alarms(p_zone => 'Africa/Nairobi') $$;
select is(pg_temp.alarms(), '{"alarms": [], "alarms_n": 0}', 'no alarm is open');
-- An unknown caller with a hundred addresses tries tokens; then something important happens.
select messaging.raise_alarm(p_kind => 'wrong_token', p_subject => 'address ' || n, p_detail => 'one address')
  from generate_series(1, 100) n;
select messaging.raise_alarm('suspense_overdue', 'TKS0000001', 'shown in a list of its own'),
  messaging.raise_alarm('new_callback_source', 'lipa_ops', 'before and after are in the audit log');
select is((select jsonb_object_agg(k.kind, k.n) from (select a ->> 'kind' as kind,
    count(*) as n from jsonb_array_elements(pg_temp.alarms() -> 'alarms') a group by 1) k),
  '{"wrong_token": 5, "new_callback_source": 1}', 'a hundred of one kind hide none of another');
select is((select sum((a ->> 'more')::int) from jsonb_array_elements(pg_temp.alarms() -> 'alarms') a),
  95::bigint, 'the rest is counted');
select is((pg_temp.alarms() ->> 'alarms_n')::int, 101, 'all open alarms are counted, except those of other lists');
update messaging.alarms set acknowledged_at = now(), acknowledged_by = 'user:1', acknowledged_reason = 'a mistake';
select is(pg_temp.alarms() ->> 'alarms_n', '0', 'acknowledged alarms are not');
select finish(); rollback;
