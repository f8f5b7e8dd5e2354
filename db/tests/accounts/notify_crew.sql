begin; select plan(3);
\ir ../fixtures/crew.psql
select accounts.set_pin(p_user_id => pg_temp.crew_id('asha'), p_pin => pg_temp.pin('80264')) \g /dev/null
update accounts.users set lang = 'en' where user_id = pg_temp.crew_id('asha');
select accounts.notify_crew(p_vehicle_id => :vehicle_id, p_key => 'k', p_phone_hash => sha256('sim')),
  accounts.notify_crew(p_vehicle_id => :vehicle_id, p_key => 'k', p_phone_hash => sha256('sim')) \g /dev/null
select is((select count(*)::int from messaging.outbox where key like 'k/%'), 2, 'both who have a PIN are told, once');
select is((select payload ->> 'text' from messaging.outbox where key = 'k/' || pg_temp.crew_id('juma')),
  messaging.say(p_key => 'sms_pin_paused', p_lang => 'sw', p_args => array['4628', '5', '126', '30']),
  'with the vehicle, the number of tries and the last three digits');
select is((select payload ->> 'text' from messaging.outbox where key = 'k/' || pg_temp.crew_id('asha')),
  messaging.say(p_key => 'sms_pin_paused', p_lang => 'en', p_args => array['4628', '5', '126', '30']),
  'each in their language');
select finish(); rollback;
