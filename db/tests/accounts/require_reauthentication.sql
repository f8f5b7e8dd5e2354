begin; select plan(3);
\ir ../fixtures/signed_in.psql
select lives_ok($$ select accounts.require_reauthentication(p_session => sha256('ops')) $$,
  'just after the second factor a dangerous action is allowed');
update accounts.sessions set proved_at = null where session_hash = sha256('ops');
select throws_ok($$ select accounts.require_reauthentication(p_session => sha256('ops')) $$, 'LFA86', null,
  'without a fresh one it is refused (accounts.is_reauthenticated)');
select throws_ok($$ select accounts.require_reauthentication(p_session => sha256('nobody')) $$, 'LFA86', null,
  'an unknown session is refused');
select finish(); rollback;
