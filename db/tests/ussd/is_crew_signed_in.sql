begin; select plan(12);
\ir ../fixtures/crew.psql
select pg_temp.join_trip() \g /dev/null
create temp table open_menu as select pg_temp.crew_screen('crew_menu') as menu;
create function pg_temp.is_in(p_session ussd.ussd_sessions, p_at timestamptz default now()) returns boolean
  language sql as $$ select ussd.is_crew_signed_in(p_session => p_session, p_at => p_at) $$;
select is(pg_temp.is_in(menu), true, 'crew on the trip') from open_menu;
select is(pg_temp.is_in(pg_temp.crew_screen('crew_menu', '{}', 'idle')), false, 'someone of another crew');
select is(pg_temp.is_in(menu, now() + interval '6 hours'), false, 'after the trip') from open_menu;
select isnt(pg_temp.is_in(pg_temp.on_screen('crew_menu')), true, 'a session without a crew member');
savepoint open_menu;
select is(pg_temp.is_in(menu), true, 'a menu opened with the PIN') from open_menu;
select accounts.set_pin(p_user_id => pg_temp.crew_id('juma'), p_pin => pg_temp.pin('84026')) \g /dev/null
select is(pg_temp.is_in(menu), false, 'ends when the PIN is changed') from open_menu;
update open_menu set menu = pg_temp.crew_screen('crew_menu');
update accounts.users set disabled_at = clock_timestamp() where user_id = pg_temp.crew_id('juma');
select is(pg_temp.is_in(menu), false, 'ends when the person is disabled') from open_menu;
select accounts.enable_person(p_user_id => pg_temp.crew_id('juma')) \g /dev/null
select is(pg_temp.is_in(menu), false, 'stays ended when the person is enabled again') from open_menu;
select accounts.set_pin(p_user_id => pg_temp.crew_id('juma'), p_pin => pg_temp.pin('73915')) \g /dev/null
select is(pg_temp.is_in(menu), false, 'and when they have chosen a PIN since') from open_menu;
rollback to open_menu;
update access.role_grants set valid_to = clock_timestamp();
select is(pg_temp.is_in(menu), false, 'someone who was taken off the vehicle') from open_menu;
select is((ussd.press(p_session => pg_temp.crew_screen('crew_list', '{"back_stack": ["crew_menu"]}'), p_key => k,
  p_pin => null, p_at => now())).state, 'end', 'whose next key ends the session: ' || k) from unnest('{0,1}'::text[]) k;
select finish(); rollback;
