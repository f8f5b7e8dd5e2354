begin; select plan(6);
\ir ../fixtures/boarding.psql
create function pg_temp.draw(p_page int, p_more jsonb default '{}') returns text language sql as $$
  select ussd.screen_crew_list(p_at => now(),
    p_session => pg_temp.crew_screen('crew_list', p_more || jsonb_build_object('page', p_page))) $$;
select is(pg_temp.draw(1), E'4628 walipaji 0:\nBado hakuna aliyelipa.\n0 Rudi', 'nobody');
select pg_temp.reserve('aa'), pg_temp.reserve('bb', 2), pg_temp.reserve('cc'), pg_temp.pay('aa', '2 minutes'),
  pg_temp.pay('bb', '1 minute') \g /dev/null
select is(pg_temp.draw(1),
  E'4628 walipaji 2:\nSIMBA4 60 inasubiri\nSIMBA2 60x2 Kawangwa ..126\nSIMBA1 60 Kawangwa ..126\n0 Rudi',
  'one line for each, the newest first');
select is(pg_temp.draw(2), E'4628 walipaji 2:\nHakuna zaidi.\n0 Rudi', 'a page beyond the end');
select pg_temp.fare('F', 'KZZ 001A', 5000, '3 minutes') \g /dev/null
select matches(pg_temp.draw(1), E'\n[0-9:]{5} 50 ..126\n0 Rudi$', 'four fit; who paid without us has the time');
select pg_temp.fare('G', 'KZZ 001A', 5000, '4 minutes') \g /dev/null
select matches(pg_temp.draw(1), E'\n1 Zaidi\n0 Rudi$', 'the fifth is on the next page');
select matches(pg_temp.draw(1, '{"hint": "Si sahihi."}'), E'^Si sahihi.\nSIMBA4', 'a hint stands in place of the head');
select finish(); rollback;
