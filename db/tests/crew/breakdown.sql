begin; select plan(6);
\ir ../fixtures/crew.psql
select pg_temp.join_trip() as trip_id \gset
update fleet.trips set opened_at = now() - interval '1 hour';
select pg_temp.sign_in_crew('link', :trip_id), pg_temp.sign_in_crew('password'),
  pg_temp.confirm(pg_temp.incoming('CBD0000001', '60.00', p_payer_hash => sha256('sim'))) \g /dev/null
create function pg_temp.shows(p_plate text, p_stage text default '', p_session text default 'link') returns jsonb
  language sql as $$ select crew.breakdown(sha256(p_session::bytea), p_plate, p_stage) $$;
create function pg_temp.stage(p_name text) returns text language sql as $$
  select stage_id::text from fleet.stages where name = p_name $$;
select is((select jsonb_agg(s -> 'name') from jsonb_array_elements(pg_temp.shows('KZZ 001A') -> 'stages') s),
  '["Kencom", "Yaya", "Kawangware"]', 'where it may have broken down');
select is(pg_temp.shows('KZZ 001A') -> 'stage', 'null', 'nothing is chosen yet');
select is((pg_temp.shows('KZZ 001A', pg_temp.stage('Yaya')) -> 'stage') - 'stage_id',
  '{"name": "Yaya", "seats": 1, "cents": 3000}', 'what goes back');
select is(pg_temp.shows('KZZ 001A', pg_temp.stage('Kawangware')) #>> '{stage,seats}', '0', 'at the last stage nothing');
select is(pg_temp.shows('KZZ 002B'), '{"outcome": "absent"}', 'not of another vehicle');
select is(pg_temp.shows('KZZ 001A', '', 'password') -> 'viewer' is not null, true,
  'also for who signed in by password');
select * from finish(); rollback;
