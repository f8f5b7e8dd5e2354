begin;
set constraints all immediate;
select plan(8);
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('0700'), '\x01', '126');
create function pg_temp.person() returns bigint language sql as $$ select user_id from accounts.users where phone_hash
  = sha256('0700') $$;
select accounts.open_session(p_user_id => pg_temp.person(), p_session => sha256('one'), p_previous => null);

select is(accounts.signed_in_user(p_session => sha256('one')), pg_temp.person(), 'an open session says who is asking');
select is(current_setting('lipa.actor'), 'user:' || pg_temp.person(), 'and the audit log knows it too');
update accounts.sessions set last_seen_at = now() - interval '2 minutes', idle_expires_at = now() + interval '1 minute';
select accounts.signed_in_user(p_session => sha256('one'));
select ok((select idle_expires_at > now() + interval '50 minutes' from accounts.sessions where session_hash
  = sha256('one')),
  'a click moves the idle end');
select throws_ok($$ select accounts.signed_in_user(p_session => sha256('two')) $$, 'LFA60', null,
  'a token nobody gave out opens nothing');
update accounts.sessions set idle_expires_at = now() - interval '1 second';
select throws_ok($$ select accounts.signed_in_user(p_session => sha256('one')) $$, 'LFA60', null,
  'idle too long is signed out');
update accounts.sessions set idle_expires_at = now() + interval '1 hour', expires_at = now() - interval '1 second';
select throws_ok($$ select accounts.signed_in_user(p_session => sha256('one')) $$, 'LFA60', null,
  'too long in any case is signed out');
update accounts.sessions set expires_at = now() + interval '1 hour', revoked_at = now();
select throws_ok($$ select accounts.signed_in_user(p_session => sha256('one')) $$, 'LFA60', null,
  'a session that was ended stays ended');
update accounts.sessions set revoked_at = null;
update accounts.users set disabled_at = now() where user_id = pg_temp.person();
select throws_ok($$ select accounts.signed_in_user(p_session => sha256('one')) $$, 'LFA60', null,
  'a disabled person is out at once');
select finish();
rollback;
