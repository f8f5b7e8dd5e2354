begin;
\ir ../fixtures/menu.psql
select plan(9);
select pg_temp.paid('aaaaa', 'Kawangware', 2, 8000) \g /dev/null
create function pg_temp.answer(p_key text) returns ussd.ussd_sessions language sql as $$
  select ussd.answer_repeat(p_session => ussd.first_menu(p_session => pg_temp.on_screen('new'), p_at => pg_temp.peak()),
    p_key => p_key, p_at => pg_temp.peak()) $$;
select is((pg_temp.answer('1')).state, 'confirm', '1 goes straight to the confirm screen');
select is((pg_temp.answer('1')).context -> 'unit_cents', '6000', 'at the price of this hour, not of the last ride');
select is((pg_temp.answer('2')).state, 'stage', '2: the same vehicle, another fare');
select is((pg_temp.answer('3')).state, 'start', '3: another vehicle');
select is((pg_temp.answer('4')).state, 'help', '4: help');
select is((pg_temp.answer('4628')).state, 'stage', 'a door code may be typed at once');
select is((pg_temp.answer('7')).context ->> 'hint', messaging.say(p_key => 'ussd_hint', p_lang => 'sw', p_args => '{}'),
  'a digit without a line is no choice');
select is((pg_temp.answer('7')).state, 'repeat', 'and the menu stays');
select is((pg_temp.answer('4682')).state, 'repeat', 'as it does for a door code that doesn''t exist');
select finish();
rollback;
