begin; select plan(7);
\ir ../fixtures/crew.psql
select pg_temp.join_trip() as trip_id \gset
select pg_temp.ride(), pg_temp.sign_in_crew('link', :trip_id), pg_temp.sign_in_crew('password'),
  pg_temp.hire('juma', :other_vehicle_id) \g /dev/null
create function pg_temp.home(p_session text) returns jsonb language sql as $$
  select crew.home(p_session => sha256(p_session::bytea)) $$;
select is(jsonb_path_query_array(pg_temp.home('link'), '$.vehicles[*].plate'), '["KZZ 001A"]', 'by a link: one');
select is(pg_temp.home('link') #>> '{vehicles,0,cents}', '22000', 'with who has paid on the trip');
select is(pg_temp.home('link') ->> 'by_link', 'true', 'the page knows that it was a link');
select is(pg_temp.home('link') -> 'viewer', null, 'and has no other pages');
select is(jsonb_path_query_array(pg_temp.home('password'), '$.vehicles[*].plate'), '["KZZ 001A", "KZZ 002B"]',
  'by password: all of theirs');
update access.role_grants set valid_to = clock_timestamp() where scope_id = :vehicle_id;
select is(pg_temp.home('link'), '{"outcome": "absent"}', 'taken off the vehicle: nothing, though crew of another');
select is((select count(*) from audit.changes where action = 'refused' and after ->> 'api_function' = 'crew.home'),
  1::bigint, 'and the audit log has it');
select finish(); rollback;
