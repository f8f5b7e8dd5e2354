begin;
\ir ../fixtures/officials.psql
select plan(5);
select is(pg_temp.person('ops', 'owner') #>> '{person,grants,0,role}', 'owner', 'what somebody holds');
select is(jsonb_array_length(pg_temp.person('finance', 'owner') -> 'sessions'), 1, 'where they are signed in');
select pg_temp.propose('ops', 'owner', 'auditor') \g /dev/null
select is(pg_temp.person('auditor', 'owner') #>> '{changes,0,state}', 'proposed', 'what was proposed about them');
select is(pg_temp.person('owner', 'owner'), '{"outcome": "absent"}', 'only for us');
select is(ops.person(p_session => sha256('ops'), p_user_id => '1; drop'), '{"outcome": "absent"}', 'nobody of that number');
select finish();
rollback;
