begin; select plan(4);
\ir ../fixtures/menu.psql
select is(ussd.screen_stage(p_session => pg_temp.past_vehicle('stage')),
  E'4628 Njia 46\nUnashukia wapi? (peak)\n1 Yaya 40\n2 Kawangware 60\n3 Kiasi kingine\n0 Rudi',
  'stages with their prices');
select is(ussd.screen_stage(p_session => pg_temp.past_vehicle('stage', '{"hint": "?"}')),
  E'4628 Njia 46\n?\n1 Yaya 40\n2 Kawangware 60\n3 Kiasi kingine\n0 Rudi', 'a hint replaces the question');
select ok(length(screen) <= 160, 'at most 160 characters: ' || length(screen)) from (
  select ussd.screen_stage(p_session => pg_temp.on_screen('stage',
    jsonb_build_object('page', 1, 'band', 'peak', 'vehicle', '{"code": "462812", "route": "125/12"}'::jsonb,
    'quotes', (select jsonb_agg(jsonb_build_object('name', 'Langata Cemetery 2nd', 'amount_cents', 20000))
      from generate_series(1, n))))) as screen from unnest(array[4, 9]) n) s;
select finish(); rollback;
