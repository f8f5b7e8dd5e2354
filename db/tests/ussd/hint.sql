begin;
\ir ../fixtures/menu.psql
select plan(3);
select is((ussd.hint(p_session => pg_temp.on_screen('seats', '{"page": 1}'), p_key => 'ussd_hint',
  p_args => '{}')).context,
          jsonb_build_object('page', 1, 'hint', messaging.say(p_key => 'ussd_hint', p_lang => 'sw', p_args => '{}')),
            'a line for the next screen');
select is((ussd.hint(p_session => pg_temp.on_screen('seats', '{}', 'en'), p_key => 'ussd_not_found',
  p_args => array['4652'])).context ->> 'hint',
          messaging.say(p_key => 'ussd_not_found', p_lang => 'en', p_args => array['4652']),
            'in the passenger''s language, filled');
select throws_ok($$ select ussd.hint(p_session => pg_temp.on_screen('seats'), p_key => 'ussd_no_such',
  p_args => '{}') $$, 'LFN50', null, 'a sentence nobody wrote');
select finish();
rollback;
