begin; select plan(4);
\ir ../fixtures/crew.psql
select pg_temp.join_trip() \g /dev/null
create function pg_temp.press(p_state text, p_key text, p_more jsonb default '{}') returns ussd.ussd_sessions
  language sql as $$ select ussd.press_crew(pg_temp.crew_screen(p_state, p_more), p_key, null, now()) $$;
select is((pg_temp.press('crew_menu', '1')).state, 'crew_list', 'a key of the crew''s menu');
select is((pg_temp.press('crew_list', '1', '{"page": 1}')).context ->> 'page', '2', 'the next page of the list');
select is((pg_temp.press('crew_code', '9999')).state, 'crew_code', 'no such vehicle');
select throws_ok($$ select pg_temp.press('crew_none', '1') $$, '20000', null, 'no such screen');
select * from finish(); rollback;
