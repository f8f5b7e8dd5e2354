begin;
set constraints all immediate;
select plan(7);
\ir ../fixtures/signed_in.psql
update security.sessions set proved_at = null, expires_at = now() + interval '2 hours' where session_hash = sha256('ops');

select throws_ok($$ select security.prove_session(p_session => sha256('ops'), p_new => '\x00') $$, 'LFV62', null, 'a token comes as its sha256');
select lives_ok($$ select security.prove_session(p_session => sha256('ops'), p_new => sha256('new')) $$, 'the session is proved');
select isnt((select revoked_at from security.sessions where session_hash = sha256('ops')), null, 'under the old token it has ended');
select ok((select proved_at > now() - interval '1 minute' and revoked_at is null from security.sessions where session_hash = sha256('new')),
  'under the new one it is open');
select is((select user_id from security.sessions where session_hash = sha256('new')),
  (select user_id from security.sessions where session_hash = sha256('ops')), 'for the same person');
select is((select expires_at from security.sessions where session_hash = sha256('new')), now() + interval '2 hours', 'until the same hour');
select throws_ok($$ select security.prove_session(p_session => sha256('ops'), p_new => sha256('another')) $$, 'LFA60', null, 'the old token is spent');
select finish();
rollback;
