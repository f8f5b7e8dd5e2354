begin; select plan(3);
select is(messaging.alarm_summary(p_rank => 4), '[]', 'no alarm');
select messaging.raise_alarm('dead_letter', 'a', 'x'), messaging.raise_alarm('wrong_token', 'b', 'x'),
  messaging.raise_alarm('wrong_token', 'c', 'x'), messaging.raise_alarm('spool', 'd', 'x'),
  messaging.raise_alarm('spool', 'e', 'x');
update messaging.alarms set acknowledged_at = now(), acknowledged_by = 'user:1', acknowledged_reason = 'x'
 where subject = 'e';
select is((select string_agg(concat_ws(' ', a ->> 'kind', a ->> 'rank', a ->> 'open', a ->> 'nags'), ', ')
             from jsonb_array_elements(messaging.alarm_summary(p_rank => 4)) a),
  'wrong_token 1 2 true, spool 2 1 true, dead_letter 3 1 false',
  'the worst first, one entry for a kind, open ones only');
select is(jsonb_array_length(messaging.alarm_summary(p_rank => 2)), 2, 'up to a rank');
select finish(); rollback;
