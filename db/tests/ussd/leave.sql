begin;
\ir ../fixtures/menu.psql
select plan(2);
select is((ussd.leave(p_session => pg_temp.on_screen('confirm'))).context ->> 'last_words',
  messaging.say(p_key => 'ussd_left', p_lang => 'sw', p_args => '{}'), 'no money was taken');
select pg_temp.intent('bbbbb', :vehicle_id, 6000) \g /dev/null
select is((ussd.leave(p_session => pg_temp.on_screen('waiting', '{"open": "bbbbb"}'))).context ->> 'last_words',
  messaging.say(p_key => 'ussd_still_waiting', p_lang => 'sw', p_args => array['60', '4628', '2']),
  'but an open prompt is not forgotten');
select finish();
rollback;
