begin; select plan(5);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.list(p_limit int default 20) returns jsonb language sql as $$
  select mobile_money.messages_to_review(p_zone => 'Africa/Nairobi', p_limit => p_limit) $$;
select pg_temp.confirm(pg_temp.incoming('TKS0000001')) \g /dev/null
select is(pg_temp.list(), '[]', 'a message that was used needs no look');
select pg_temp.confirm(pg_temp.incoming('TKS0000001', '70')), pg_temp.confirm(pg_temp.incoming('TKS0000001', '80'))
  \g /dev/null
select is(jsonb_path_query_array(pg_temp.list(), '$[*].outcome'), '["conflict", "conflict"]', 'two that contradict');
select is(jsonb_path_query_array(pg_temp.list(), '$[*].alarm_id.type()'), '["number", "null"]',
  'of two that share an alarm the newest has it');
select is(jsonb_array_length(pg_temp.list(1)), 1, 'at most as many as asked for');
update messaging.alarms set acknowledged_at = now(), acknowledged_by = 'user:1', acknowledged_reason = 'it was a test';
select is(pg_temp.list(), '[]', 'they go with their alarm');
select finish(); rollback;
