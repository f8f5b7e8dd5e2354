begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(6);
select is(ussd.screen_crew(p_session => pg_temp.crew_screen('crew_menu'), p_at => now()),
  messaging.say(p_key => 'ussd_crew_over', p_lang => 'sw', p_args => array['*384*46#']), 'on no trip');
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('juma'), p_at => now())
  as trip_id \gset
select pg_temp.ride() \g /dev/null

select is(ussd.screen_crew(p_session => pg_temp.crew_screen('crew_menu'), p_at => now()),
  messaging.say(p_key => 'ussd_crew_menu', p_lang => 'sw',
  p_args => array['4628', to_char((now() - interval '1 hour') at time zone 'Africa/Nairobi', 'HH24:MI'), '3', '220']),
    'since when, how many, how much');
select is(regexp_replace(ussd.screen_crew(p_session => pg_temp.crew_screen('crew_list', '{"page": 1}'), p_at => now()),
  '[0-9]{2}:[0-9]{2}', 'hh:mm', 'g'),
  E'4628 walipaji 3, KES 220\nhh:mm 40 ..126\nhh:mm 120x2 Kawangw ..126\nhh:mm 60 ..126\n0 Rudi', 'each a line');
select is(ussd.screen_crew(p_session => pg_temp.crew_screen('crew_list', '{"page": 2}'), p_at => now()),
  E'4628 walipaji 3, KES 220\nHakuna zaidi.\n0 Rudi', 'beyond the end there is nobody');
select pg_temp.fare('F', 'KZZ 001A', 5000, '20 minutes') \g /dev/null
select matches(ussd.screen_crew(p_session => pg_temp.crew_screen('crew_list', '{"page": 1}'), p_at => now()),
  E'126\n0 Rudi$', 'four fit');
select pg_temp.fare('G', 'KZZ 001A', 5000, '10 minutes') \g /dev/null
select matches(ussd.screen_crew(p_session => pg_temp.crew_screen('crew_list', '{"page": 1}'), p_at => now()),
  E'\n1 Zaidi\n0 Rudi$', 'the fifth is a page further');
select finish();
rollback;
