begin; select plan(2);
select messaging.raise_alarm(p_kind => 'dead_letter', p_subject => 'sms:x', p_detail => 'd') \g /dev/null
select is((select messaging.alarm_card(p_alarm => a, p_zone => 'Africa/Nairobi') #>> '{subject}' from messaging.alarms a
            where a.kind = 'dead_letter'), 'sms:x', 'an alarm with its subject');
select is(messaging.alarm_card(p_alarm => null, p_zone => 'Africa/Nairobi'), null, 'nothing of nothing');
select finish(); rollback;
