begin;
set constraints all immediate;
select plan(7);
\ir ../fixtures/signed_in.psql
update accounts.sessions set proved_at = null;

select is(accounts.half_signed_in_user(p_session => sha256('ops')),
  (select user_id from accounts.sessions where session_hash = sha256('ops')), 'the password is enough to be known');
select is(current_setting('lipa.actor'), 'user:'
  || (select user_id from accounts.sessions where session_hash = sha256('ops')),
  'and to be named in the audit log');
select throws_ok($$ select accounts.half_signed_in_user(p_session => sha256('nobody')) $$, 'LFA60', null,
  'no session, nobody');
update accounts.sessions set expires_at = now() where session_hash = sha256('ops');
select throws_ok($$ select accounts.half_signed_in_user(p_session => sha256('ops')) $$, 'LFA60', null,
  'the day is over');
update accounts.sessions set expires_at = now() + interval '1 hour', idle_expires_at = now() where session_hash
  = sha256('ops');
select throws_ok($$ select accounts.half_signed_in_user(p_session => sha256('ops')) $$, 'LFA60', null,
  'nobody touched it for too long');
update accounts.sessions set idle_expires_at = now() + interval '1 hour' where session_hash = sha256('ops');
update accounts.users set disabled_at = now() where phone_hash = sha256('phone of ops');
select throws_ok($$ select accounts.half_signed_in_user(p_session => sha256('ops')) $$, 'LFA60', null,
  'who is shut out takes no second step');
update accounts.users set disabled_at = null;
update accounts.sessions set revoked_at = now() where session_hash = sha256('ops');
select throws_ok($$ select accounts.half_signed_in_user(p_session => sha256('ops')) $$, 'LFA60', null,
  'an ended one is none');
select finish();
rollback;
