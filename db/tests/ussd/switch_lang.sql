begin;
\ir ../fixtures/menu.psql
select plan(4);
select is((ussd.switch_lang(p_session => pg_temp.on_screen('seats'))).lang, 'en', 'English from here on');
select is((select lang from privacy.phones where phone_hash = sha256('sim')), 'en', 'and next time');
select is((ussd.switch_lang(p_session => pg_temp.on_screen('seats', '{}', 'en'))).lang, 'sw', 'and back');
select is((ussd.switch_lang(p_session => pg_temp.on_screen('seats'))).state, 'seats', 'the screen stays');
select finish();
rollback;
