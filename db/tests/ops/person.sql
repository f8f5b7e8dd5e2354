begin;
\ir ../fixtures/officials.psql
select plan(8);
select is(pg_temp.person('ops', 'owner') #>> '{person,grants,0,role}', 'owner', 'what somebody holds');
select is(jsonb_array_length(pg_temp.person('finance', 'owner') -> 'sessions'), 1, 'where they are signed in');
select pg_temp.propose('ops', 'owner', 'auditor') \g /dev/null
select is(pg_temp.person('auditor', 'owner') #>> '{changes,0,state}', 'proposed', 'what was proposed about them');
select is(pg_temp.person('owner', 'owner'), '{"outcome": "absent"}', 'only for us');
select is(ops.person(p_session => sha256('ops'), p_user_id => '1; drop'), '{"outcome": "absent"}',
  'nobody of that number');
select accounts.remember_device(p_user_id => pg_temp.id('owner'), p_device => sha256('phone')) \g /dev/null
select is(pg_temp.person('auditor', 'owner') #>> '{devices,0,place}',
  accounts.device_key(p_device_hash => sha256('phone')), 'their devices');
select is(pg_temp.person('ops', 'ops') -> 'is_me', 'true', 'one''s own page is known as such');
select is(pg_temp.person('ops', 'owner') -> 'is_me', 'false', 'and another''s is not');
select finish();
rollback;
