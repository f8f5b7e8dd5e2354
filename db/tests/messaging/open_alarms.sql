begin;
select plan(5);
create function pg_temp.alarms() returns jsonb language sql
  as $$ select messaging.open_alarms(p_zone => 'Africa/Nairobi') $$;
select is(pg_temp.alarms(), '{"alarms": [], "alarms_n": 0}', 'nothing rings');
-- A stranger with a hundred addresses tries tokens; then something happens that matters.
select messaging.raise_alarm(p_kind => 'wrong_token', p_subject => 'address ' || n, p_detail => 'one address')
  from generate_series(1, 100) n;
select messaging.raise_alarm(p_kind => 'suspense_overdue', p_subject => 'TKS0000001',
  p_detail => 'stands in a list of its own');
select messaging.raise_alarm(p_kind => 'new_callback_source', p_subject => 'lipa_ops',
  p_detail => 'before and after stand in the audit log');
select is((select jsonb_object_agg(k.kind, k.n)
  from (select a ->> 'kind' as kind, count(*) as n from jsonb_array_elements(pg_temp.alarms() -> 'alarms') a
  group by 1) k),
  '{"wrong_token": 5, "new_callback_source": 1}', 'a hundred of one kind hide none of another');
select is((select sum((a ->> 'more')::int) from jsonb_array_elements(pg_temp.alarms() -> 'alarms') a), 95::bigint,
  'and it is said how many more there are');
select is((pg_temp.alarms() ->> 'alarms_n')::int, 101, 'all that ring are counted, but for those of other lists');
update messaging.alarms set acknowledged_at = now(), acknowledged_by = 'user:1', acknowledged_reason = 'a mistake';
select is(pg_temp.alarms() ->> 'alarms_n', '0', 'until they are acknowledged');
select finish();
rollback;
