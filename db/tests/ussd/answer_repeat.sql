begin; select plan(9);
\ir ../fixtures/menu.psql
select pg_temp.paid('aaaaa', 'Kawangware', 2, 8000) \g /dev/null
create function pg_temp.answer(p_key text) returns ussd.ussd_sessions language sql as $$
  select ussd.answer_repeat(p_session => ussd.first_menu(p_session => pg_temp.on_screen('new'), p_at => pg_temp.peak()),
    p_key => p_key, p_at => pg_temp.peak()) $$;
select is((pg_temp.answer(t.key)).state, t.state, t.sentence) from (values
  ('1', 'confirm', '1 goes straight to the confirm screen'),
  ('2', 'stage', '2: the same vehicle, another fare'),
  ('3', 'start', '3: another vehicle'),
  ('4', 'help', '4: help'),
  ('4628', 'stage', 'a door code'),
  ('7', 'repeat', 'a digit that is no choice keeps the menu'),
  ('4682', 'repeat', 'and so does a door code that does not exist')) as t(key, state, sentence);
select is((pg_temp.answer('1')).context -> 'unit_cents', '6000', 'at the price of this hour, not of the last ride');
select is((pg_temp.answer('7')).context ->> 'hint', pg_temp.text('ussd_hint'), 'with a hint');
select finish(); rollback;
