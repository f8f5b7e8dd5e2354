begin; select plan(5);
\ir ../fixtures/menu.psql
create function pg_temp.back(p_state text, p_context jsonb) returns ussd.ussd_sessions language sql as $$
  select ussd.back(p_session => pg_temp.on_screen(p_state, p_context)) $$;
select is((pg_temp.back('seats', '{"back_stack": ["start", "stage"], "page": 2}')).state, 'stage', 'one screen back');
select is((pg_temp.back('seats', '{"back_stack": ["start", "stage"], "page": 2}')).context,
  '{"back_stack": ["start"], "page": 2}', 'on the page it was left from');
select is((pg_temp.back('stage', '{"back_stack": ["start", "stage"], "page": 2}')).context ->> 'page', '1',
  'from page 2 of the stages to page 1');
select is((pg_temp.back('stage', '{"back_stack": ["start"], "page": 1}')).state, 'start', 'from page 1 to the code');
select is((pg_temp.back('start', '{}')).state, 'start', 'the first screen is shown again');
select finish(); rollback;
