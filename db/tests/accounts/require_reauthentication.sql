begin;
set constraints all immediate;
select plan(7);
\ir ../fixtures/signed_in.psql

select lives_ok($$ select accounts.require_reauthentication(p_session => sha256('ops')) $$,
  'just after a second step a dangerous act may follow');
update accounts.sessions set proved_at = now() - interval '6 minutes' where session_hash = sha256('ops');
select throws_ok($$ select accounts.require_reauthentication(p_session => sha256('ops')) $$, 'LFA86', null,
  'six minutes later it may not');
update accounts.sessions set proved_at = null where session_hash = sha256('ops');
select throws_ok($$ select accounts.require_reauthentication(p_session => sha256('ops')) $$, 'LFA86', null,
  'nor without any');
select throws_ok($$ select accounts.require_reauthentication(p_session => sha256('nobody')) $$, 'LFA86', null,
  'nor for nobody');
update accounts.sessions set proved_at = now() - interval '2 minutes' where session_hash = sha256('ops');
select throws_ok($$ select accounts.require_reauthentication(p_session => sha256('ops')) $$, 'LFA86', null,
  'from a new device two minutes are too long');
update accounts.sessions set created_at = now() - interval '25 hours' where session_hash = sha256('ops');
select lives_ok($$ select accounts.require_reauthentication(p_session => sha256('ops')) $$,
  'from one that is known they are not');
update accounts.sessions set proved_at = now() - interval '6 minutes' where session_hash = sha256('ops');
select throws_ok($$ select accounts.require_reauthentication(p_session => sha256('ops')) $$, 'LFA86', null,
  'six are, anywhere');
select finish();
rollback;
