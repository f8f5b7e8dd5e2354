begin; select plan(3);
\ir ../fixtures/menu.psql
select ussd.finish(p_session => pg_temp.on_screen('confirm', '{"seats": 2}'), p_key => 'ussd_left', p_args => '{}')
  as s \gset
select is((:'s'::ussd.ussd_sessions).state, 'end', 'the session is at its end');
select is((:'s'::ussd.ussd_sessions).context ->> 'last_words', pg_temp.text('ussd_left'), 'with its last words');
select is((:'s'::ussd.ussd_sessions).context - 'last_words', '{"left_from": "confirm"}',
  'of its context only the screen it was left from is kept');
select finish(); rollback;
