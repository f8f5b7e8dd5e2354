begin; select plan(3);
\ir ../fixtures/officials.psql
select accounts.open_session(p_user_id => pg_temp.id('ops'), p_session => sha256('other'),
  p_previous => null) \g /dev/null
select accounts.open_sessions(p_user_id => pg_temp.id('ops'), p_session => sha256('ops'), p_zone => 'Africa/Nairobi')
  as open \gset
select is(jsonb_array_length(:'open'), 2, 'both browsers are listed');
select is((select count(*) from jsonb_array_elements(:'open') s where (s ->> 'this')::boolean), 1::bigint,
  'one of them is the current one');
update accounts.sessions set revoked_at = now() where session_hash = sha256('other');
select is(jsonb_array_length(accounts.open_sessions(p_user_id => pg_temp.id('ops'), p_session => sha256('ops'),
  p_zone => 'Africa/Nairobi')), 1, 'an ended session is left out');
select finish(); rollback;
