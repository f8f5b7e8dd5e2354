begin; select plan(9);
\ir ../fixtures/officials.psql
select is(pg_temp.person('ops', 'owner') #>> '{person,grants,0,role}', 'owner', 'the page shows roles');
select is(jsonb_array_length(pg_temp.person('finance', 'owner') -> 'sessions'), 1, 'it shows sessions');
select pg_temp.propose('ops', 'owner', 'auditor') \g /dev/null
select is(pg_temp.person('auditor', 'owner') #>> '{changes,0,state}', 'proposed', 'it shows proposals');
select is(pg_temp.person('auditor', 'owner') #>> '{changes,0,kind}', 'grant', 'with their kind');
select is(pg_temp.person('owner', 'owner'), '{"outcome": "absent"}', 'an owner has no such page');
select is(ops.person(p_session => sha256('ops'), p_user_id => '1; drop'), '{"outcome": "absent"}', 'no such person');
select accounts.remember_device(p_user_id => pg_temp.id('owner'), p_device => sha256('phone')) \g /dev/null
select is(pg_temp.person('auditor', 'owner') #>> '{devices,0,place}',
  accounts.device_key(p_device_hash => sha256('phone')), 'it shows devices');
select is(pg_temp.person('ops', 'ops') -> 'is_me', 'true', 'a person''s own page is marked');
select is(pg_temp.person('ops', 'owner') -> 'is_me', 'false', 'another person''s is not');
select finish(); rollback;
