begin;
\ir ../fixtures/menu.psql
select plan(3);
select is((ussd.answer_start(p_session => pg_temp.on_screen('start'), p_key => '4628', p_at => now())).state, 'stage',
  'a door code');
select is((ussd.answer_start(p_session => pg_temp.on_screen('start'), p_key => '4', p_at => now())).state, 'help',
  '4 is help');
select is((ussd.answer_start(p_session => pg_temp.on_screen('start'), p_key => '1', p_at => now())).state, 'start',
  'nothing else is');
select finish();
rollback;
