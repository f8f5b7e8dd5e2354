begin; select plan(5);
\ir ../fixtures/crew.psql
create function pg_temp.press(p_key text) returns ussd.ussd_sessions language sql as $$
  select ussd.answer_crew_menu(p_session => pg_temp.crew_screen('crew_menu'), p_key => p_key,
    p_at => now()) $$;
select is((pg_temp.press(k)).state, s, k || ': ' || s)
  from (values ('1', 'crew_list'), ('2', 'crew_check'), ('3', 'crew_trip'), ('4', 'crew_money')) t(k, s);
select is((pg_temp.press('6')).context ->> 'hint', pg_temp.text('ussd_hint'), 'any other key: a hint');
select finish(); rollback;
