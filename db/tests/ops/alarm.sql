begin; select plan(8);
\ir ../fixtures/officials.psql
create function pg_temp.page(p_kind text, p_who text default 'ops') returns jsonb language sql as $$
  select ops.alarm(p_session => sha256(p_who::bytea),
    p_alarm_id => (select min(alarm_id)::text from messaging.alarms where kind = p_kind)) $$;
select pg_temp.confirm(pg_temp.incoming('TKA0000001')), pg_temp.confirm(pg_temp.incoming('TKA0000001', '70')),
       pg_temp.confirm(pg_temp.incoming('bad')), pg_temp.intent('r1', :vehicle_id, 12000) \g /dev/null
select messaging.raise_alarm(k, s, 'd') from (values ('paid_without_receipt', 'r1'),
  ('dead_letter', 'sms:TKA0000001')) v(k, s)
  \g /dev/null
select is(pg_temp.page('conflict_callback') #>> '{payment,plate}', 'KZZ 001A', 'a conflict leads to the vehicle');
select is(pg_temp.page('conflict_callback') #>> '{messages,1,reason,told_cents}', '7000', 'and tells both stories');
select is(pg_temp.page('quarantine_callback') #>> '{messages,0,outcome}', 'quarantine',
  'a message is found by its body');
select is(pg_temp.page('paid_without_receipt') #>> '{intent,plate}', 'KZZ 001A', 'an intent by its reference');
select is(pg_temp.page('dead_letter') #>> '{payment,receipt}', 'TKA0000001', 'an SMS by its receipt');
select is(pg_temp.page('dead_letter') #>> '{ends_by}', 'retry', 'with what ends it');
select is((select count(*)::int from audit.change_log where action = 'look_at'), 4,
  'each look at a payment is written');
select is(pg_temp.page('dead_letter', 'owner'), '{"outcome": "absent"}', 'an owner has no such page');
select finish(); rollback;
