begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(3);
select is((ussd.answer_crew_list(p_session => pg_temp.crew_screen('crew_list', '{"page": 1}'),
  p_key => '1')).context ->> 'page', '2', '1: more');
select is((ussd.back(p_session => ussd.answer_crew_list(p_session => pg_temp.crew_screen('crew_list', '{"page": 1}'),
  p_key => '1'))).context ->> 'page', '1', '0: back a page');
select is((ussd.answer_crew_list(p_session => pg_temp.crew_screen('crew_list', '{"page": 1}'),
  p_key => '7')).context ->> 'page', '1', 'anything else: the same');
select finish();
rollback;
