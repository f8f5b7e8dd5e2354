begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(7);
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('juma'), p_at => now())
  as trip_id \gset
select pg_temp.ride() \g /dev/null

select pg_temp.sign_in_crew('by link', :trip_id), pg_temp.sign_in_crew('by password'),
  pg_temp.hire('juma', :other_vehicle_id) \g /dev/null
select is(jsonb_path_query_array(crew.home(p_session => sha256('by link')), '$.vehicles[*].plate'), '["KZZ 001A"]',
  'by a link: that vehicle');
select is(crew.home(p_session => sha256('by link')) #>> '{vehicles,0,cents}', '22000', 'and who paid on the trip');
select is(crew.home(p_session => sha256('by link')) ->> 'by_link', 'true',
  'the page knows that it has nothing else to offer');
select is(crew.home(p_session => sha256('by link')) -> 'homes', null, 'no other pages');
select is(jsonb_path_query_array(crew.home(p_session => sha256('by password')), '$.vehicles[*].plate'),
  '["KZZ 001A", "KZZ 002B"]', 'signed in: all of theirs');
update access.role_grants set valid_to = clock_timestamp() where scope_id = :vehicle_id;
select is(crew.home(p_session => sha256('by link')), '{"outcome": "absent"}',
  'taken off the vehicle: nothing, though they still work on another');
select is((select count(*) from audit.changes where action = 'refused' and after ->> 'api_function' = 'crew.home'),
  1::bigint, 'and a trace');
select finish();
rollback;
