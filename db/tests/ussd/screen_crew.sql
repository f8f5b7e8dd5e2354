begin; select plan(6);
\ir ../fixtures/crew.psql
create function pg_temp.draw(p_state text, p_page int default null) returns text language sql as $$
  select ussd.screen_crew(p_at => now(),
    p_session => pg_temp.crew_screen(p_state, jsonb_strip_nulls(jsonb_build_object('page', p_page)))) $$;
select is(pg_temp.draw('crew_menu'), pg_temp.text('ussd_crew_over', '*384*46#'), 'without a trip');
select pg_temp.join_trip(), pg_temp.ride() \g /dev/null
select is(pg_temp.draw('crew_menu'), pg_temp.text('ussd_crew_menu', '4628',
  to_char((now() - interval '1 hour') at time zone 'Africa/Nairobi', 'HH24:MI'), '3', '220'),
  'since when, how many, how much');
select is(regexp_replace(pg_temp.draw('crew_list', 1), '[0-9]{2}:[0-9]{2}', 'hh:mm', 'g'),
  E'4628 walipaji 3, KES 220\nhh:mm 40 ..126\nhh:mm 120x2 Kawangw ..126\nhh:mm 60 ..126\n0 Rudi', 'one line for each');
select is(pg_temp.draw('crew_list', 2), E'4628 walipaji 3, KES 220\nHakuna zaidi.\n0 Rudi', 'a page beyond the end');
select pg_temp.fare('F', 'KZZ 001A', 5000, '20 minutes') \g /dev/null
select matches(pg_temp.draw('crew_list', 1), E'126\n0 Rudi$', 'four fit');
select pg_temp.fare('G', 'KZZ 001A', 5000, '10 minutes') \g /dev/null
select matches(pg_temp.draw('crew_list', 1), E'\n1 Zaidi\n0 Rudi$', 'the fifth is on the next page');
select finish(); rollback;
