begin;
\ir ../fixtures/menu.psql
select plan(3);
select ussd.finish(p_session => pg_temp.on_screen('confirm', '{"seats": 2}'), p_key => 'ussd_left', p_args => '{}')
  as s \gset
select is((:'s'::ussd.ussd_sessions).state, 'end', 'the menu is over');
select is((:'s'::ussd.ussd_sessions).context ->> 'last_words',
  messaging.say(p_key => 'ussd_left', p_lang => 'sw', p_args => '{}'), 'with its last words');
select is((:'s'::ussd.ussd_sessions).context - 'last_words', '{"left_from": "confirm"}',
  'and only the screen it was left from is kept');
select finish();
rollback;
