begin; select plan(3);
\ir ../fixtures/menu.psql
select is((ussd.answer_start(p_session => pg_temp.on_screen('start'), p_key => t.key, p_at => now())).state, t.state,
  t.sentence) from (values ('4628', 'stage', 'a door code'), ('4', 'help', '4 is help'),
  ('1', 'start', '1 is no choice')) as t(key, state, sentence);
select finish(); rollback;
