begin;
\ir ../fixtures/menu.psql
select plan(5);
select is((ussd.back(p_session => pg_temp.on_screen('seats', '{"back_stack": ["start", "stage"], "page": 2}'))).state,
  'stage', 'one screen back');
select is((ussd.back(p_session => pg_temp.on_screen('seats', '{"back_stack": ["start", "stage"], "page": 2}'))).context,
  '{"back_stack": ["start"], "page": 2}', 'on the page it was left from');
select is((ussd.back(p_session => pg_temp.on_screen('stage',
  '{"back_stack": ["start", "stage"], "page": 2}'))).context ->> 'page', '1', 'from page 2 of the stages to page 1');
select is((ussd.back(p_session => pg_temp.on_screen('stage', '{"back_stack": ["start"], "page": 1}'))).state, 'start',
  'from page 1 to the door code');
select is((ussd.back(p_session => pg_temp.on_screen('start'))).state, 'start',
  'from the first screen there is nowhere to go');
select finish();
rollback;
