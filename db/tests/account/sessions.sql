begin; select plan(3);
\ir ../fixtures/officials.psql
select is(jsonb_array_length(account.sessions(p_session => sha256('newcomer')) -> 'sessions'), 1,
  'a person without a role sees their own session');
select throws_ok($$ select account.sessions(sha256('nobody')) $$, 'LFA60', null, 'an unknown session is refused');
select accounts.remember_device(p_user_id => pg_temp.id('newcomer'), p_device => sha256('phone')) \g /dev/null
select is(account.sessions(p_session => sha256('newcomer')) #>> '{devices,0,place}',
  accounts.device_key(p_device_hash => sha256('phone')), 'the devices are listed');
select finish(); rollback;
