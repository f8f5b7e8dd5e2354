begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(12);
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('juma'), p_at => now())
  as trip_id \gset

select is(ussd.crew_is_in(p_session => pg_temp.crew_screen('crew_menu'), p_at => now()), true, 'on the trip');
select is(ussd.crew_is_in(p_session => pg_temp.crew_screen('crew_menu', '{}', 'idle'), p_at => now()), false,
  'not of this crew');
select is(ussd.crew_is_in(p_session => pg_temp.crew_screen('crew_menu'), p_at => now() + interval '6 hours'), false,
  'not after the trip');
select isnt(ussd.crew_is_in(p_session => pg_temp.on_screen('crew_menu'), p_at => now()), true, 'nobody');
savepoint let_in;
create temp table thief as select pg_temp.crew_screen('crew_menu') as menu;
create function pg_temp.is_in() returns boolean language sql
  as $$ select ussd.crew_is_in(p_session => menu, p_at => now()) from thief $$;
select is(pg_temp.is_in(), true, 'who learned the number');
select accounts.set_pin(p_user_id => pg_temp.crew_id('juma'), p_pin => pg_temp.pin('84026')) \g /dev/null
select is(pg_temp.is_in(), false, 'not when it is another one');
update thief set menu = pg_temp.crew_screen('crew_menu');
update accounts.users set disabled_at = clock_timestamp() where user_id = pg_temp.crew_id('juma');
select is(pg_temp.is_in(), false, 'not who was shut out');
select accounts.enable_person(p_user_id => pg_temp.crew_id('juma')) \g /dev/null
select is(pg_temp.is_in(), false, 'nor, let in again, by a menu that was open before');
select accounts.set_pin(p_user_id => pg_temp.crew_id('juma'), p_pin => pg_temp.pin('73915')) \g /dev/null
select is(pg_temp.is_in(), false, 'also when a number was chosen since');
rollback to let_in;
update access.role_grants set valid_to = clock_timestamp();
select is(ussd.crew_is_in(p_session => pg_temp.crew_screen('crew_menu'), p_at => now()), false,
  'not who was taken off it');
select is((ussd.press(p_session => pg_temp.crew_screen('crew_list', '{"back_stack": ["crew_menu"]}'), p_key => k,
  p_pin => null, p_at => now())).state, 'end', 'and no key helps: ' || k) from unnest(array['0', '1']) k;
select finish();
rollback;
