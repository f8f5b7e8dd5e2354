begin;
\ir ../fixtures/officials.psql
select plan(9);
select is(pg_temp.person('ops', 'owner') #>> '{person,grants,0,role}', 'owner', 'what somebody holds');
select is(jsonb_array_length(pg_temp.person('finance', 'owner') -> 'sessions'), 1, 'where they are signed in');
select pg_temp.propose('ops', 'owner', 'auditor') \g /dev/null
select is(pg_temp.person('auditor', 'owner') #>> '{changes,0,state}', 'proposed', 'what was proposed about them');
select is(pg_temp.person('owner', 'owner'), '{"outcome": "absent"}', 'only for us');
select is(ops.person(p_session => sha256('ops'), p_user_id => '1; drop'), '{"outcome": "absent"}', 'nobody of that number');
select security.remember_device(p_user_id => pg_temp.id('owner'), p_device => sha256('phone')) \g /dev/null
select is(pg_temp.person('auditor', 'owner') #>> '{devices,0,place}', security.device_place(p_device_hash => sha256('phone')), 'their devices');
select security.propose_join(p_made_by => pg_temp.id('ops'), p_act => 'join', p_user_id => pg_temp.id('owner'), p_other => pg_temp.id('stranger'), p_reason => 'simu zake') \g /dev/null
select is(pg_temp.person('auditor', 'stranger') #>> '{changes,0,act}', 'join', 'also where they are the second');
select security.join_accounts(pg_temp.id('ops'), pg_temp.id('newcomer')) \g /dev/null
select is(pg_temp.person('ops', 'newcomer') -> 'is_me', 'true', 'an account of one''s own is known as such');
select is(pg_temp.person('ops', 'owner') -> 'is_me', 'false', 'and another''s is not');
select finish();
rollback;
