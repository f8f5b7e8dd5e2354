begin;
\ir ../fixtures/menu.psql
select plan(2);
select is((ussd.answer_waiting(p_session => pg_temp.on_screen('waiting'), p_key => '1', p_at => now())).state, 'start',
  '1: pay another fare');
select is((ussd.answer_waiting(p_session => pg_temp.on_screen('waiting'), p_key => '2', p_at => now())).state,
  'waiting', 'anything else is no choice');
select finish();
rollback;
