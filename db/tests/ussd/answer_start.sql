begin;
\ir ../fixtures/menu.psql
select plan(4);
select is((ussd.answer_start(p_session => pg_temp.on_screen('start'), p_key => '4628', p_at => now())).state, 'stage', 'a door code');
select is((ussd.answer_start(p_session => pg_temp.on_screen('start'), p_key => '4', p_at => now())).state, 'help', '4 is help');
select is((ussd.answer_start(p_session => pg_temp.on_screen('start'), p_key => '1', p_at => now())).state, 'start', 'no other digit is a choice');
select is((ussd.answer_start(p_session => pg_temp.on_screen('start'), p_key => '1', p_at => now())).context ->> 'hint', messaging.say(p_key => 'ussd_hint', p_lang => 'sw', p_args => '{}'), 'nor is it called a vehicle');
select finish();
rollback;
