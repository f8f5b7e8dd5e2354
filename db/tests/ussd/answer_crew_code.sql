begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(4);
create function pg_temp.answer(p_key text) returns text language sql as $$
  select s.state || ' ' || coalesce(s.context ->> 'hint', s.context #>> '{crew,code}')
    from ussd.answer_crew_code(p_session => pg_temp.on_screen('crew_code'), p_key => p_key, p_at => now()) s $$;
select is(pg_temp.answer('4628'), 'pin 4628', 'a door code');
select is(pg_temp.answer('kzz 001a'), 'pin 4628', 'a plate');
select is(pg_temp.answer('4682'), 'crew_code ' || pg_temp.text('ussd_not_found_unnamed'), 'a typing error');
update fleet.vehicles set state = 'closed';
select matches(pg_temp.answer('4628'), '^crew_code ', 'a closed vehicle');
select finish();
rollback;
