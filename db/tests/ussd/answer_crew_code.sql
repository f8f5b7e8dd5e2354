begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(4);
create function pg_temp.coded(p_key text) returns text language sql as $$
  select s.state || ' ' || coalesce(s.context ->> 'hint', s.context #>> '{crew,code}')
    from ussd.answer_crew_code(p_session => pg_temp.on_screen('crew_code'), p_key => p_key, p_at => now()) s $$;
select is(pg_temp.coded('4628'), 'pin 4628', 'the code on the door');
select is(pg_temp.coded('kzz 001a'), 'pin 4628', 'or the plate');
select is(pg_temp.coded('4682'), 'crew_code '
  || messaging.say(p_key => 'ussd_not_found_unnamed', p_lang => 'sw', p_args => '{}'), 'a slip');
update fleet.vehicles set state = 'closed';
select matches(pg_temp.coded('4628'), '^crew_code ', 'a vehicle that is off the road');
select finish();
rollback;
