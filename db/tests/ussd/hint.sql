begin; select plan(3);
\ir ../fixtures/menu.psql
select is((ussd.hint(p_session => pg_temp.on_screen('seats', '{"page": 1}'), p_key => 'ussd_hint',
  p_args => '{}')).context, jsonb_build_object('page', 1, 'hint', pg_temp.text('ussd_hint')), 'a line for the screen');
select is((ussd.hint(p_session => pg_temp.on_screen('seats', '{}', 'en'), p_key => 'ussd_not_found',
  p_args => array['4652'])).context ->> 'hint',
  messaging.say(p_key => 'ussd_not_found', p_lang => 'en', p_args => array['4652']), 'in the session''s language');
select throws_ok($$ select ussd.hint(p_session => pg_temp.on_screen('seats'), p_key => 'ussd_no_such',
  p_args => '{}') $$, 'LFN50', null, 'a text that does not exist');
select finish(); rollback;
