begin; select plan(11);
\ir ../fixtures/signed_in.psql
update accounts.sessions set proved_at = null, expires_at = now() + interval '2 hours'
  where session_hash = sha256('ops');
select throws_ok($$ select accounts.renew_session(p_session => sha256('ops'), p_new => '\x00') $$, 'LFV62', null,
  'a token must be a sha256');
select accounts.remember_device(p_user_id => user_id, p_device => sha256('desk')) as device_id from accounts.sessions
  where session_hash = sha256('ops') \gset
update accounts.sessions set device_id = :device_id where session_hash = sha256('ops');
select lives_ok($$ select accounts.renew_session(p_session => sha256('ops'), p_new => sha256('new')) $$,
  'the session is re-authenticated');
select is((select count(*)::int from accounts.sessions where session_hash = sha256('ops')), 0, 'the old one is over');
select ok((select proved_at > now() - interval '1 minute' and revoked_at is null from accounts.sessions
  where session_hash = sha256('new')), 'the new one is open');
select is((select user_id from accounts.sessions where session_hash = sha256('new')),
  pg_temp.id('ops'), 'it is the same person''s');
select is((select expires_at from accounts.sessions where session_hash = sha256('new')), now() + interval '2 hours',
  'it ends at the same time');
select throws_ok($$ select accounts.renew_session(p_session => sha256('ops'), p_new => sha256('another')) $$, 'LFA60',
  null, 'the old token can''t be used again');
select isnt((select first_proved_at from accounts.devices), null, 'the device has the time of its first second factor');
update accounts.devices set first_proved_at = now() - interval '3 days';
select accounts.renew_session(p_session => sha256('new'), p_new => sha256('newer')) \g /dev/null
select is((select first_proved_at from accounts.devices), now() - interval '3 days', 'a later one does not change it');
update accounts.sessions set revoked_at = now() where session_hash = sha256('newer');
select throws_ok($$ select accounts.renew_session(p_session => sha256('newer'), p_new => sha256('back')) $$, 'LFA60',
  null, 'an ended session can''t be renewed');
select throws_ok($$ select accounts.renew_session(p_session => sha256('x'), p_new => '\x00' || sha256('y')) $$, 'LFV62',
  null, 'a hash of another length is no session');
select finish(); rollback;
