begin; select plan(3);
\ir ../fixtures/menu.psql
select ussd.forward(p_session => ussd.forward(p_session => pg_temp.on_screen('start'), p_state => 'stage',
  p_choices => '{"page": 1}'), p_state => 'seats', p_choices => '{"unit_cents": 6000}') as s \gset
select is((:'s'::ussd.ussd_sessions).state, 'seats', 'the next screen is shown');
select is((:'s'::ussd.ussd_sessions).context -> 'back_stack', '["start", "stage"]', 'the back stack has both before');
select is((:'s'::ussd.ussd_sessions).context - 'back_stack', '{"page": 1, "unit_cents": 6000}', 'with the choices');
select finish(); rollback;
