begin; select plan(4);
\ir ../fixtures/person.psql
select accounts.open_session(p_user_id => pg_temp.person(), p_session => sha256('one'), p_previous => null);
select accounts.open_session(p_user_id => pg_temp.person(), p_session => sha256('two'), p_previous => sha256('one'));
select isnt((select revoked_at from accounts.sessions where session_hash = sha256('one')), null,
  'the browser''s previous session ends');
select is((select revoked_at from accounts.sessions where session_hash = sha256('two')), null, 'the new one is open');
select ok((select idle_expires_at between now() and now() + interval '61 minutes'
              and expires_at between now() + interval '11 hours' and now() + interval '13 hours'
             from accounts.sessions where session_hash = sha256('two')), 'it expires as the settings say');
select throws_ok($$ select accounts.open_session(pg_temp.person(), '\x00', null) $$, 'LFV62', null,
  'anything but a sha256 is refused');
select finish(); rollback;
