begin; select plan(3); set constraints all immediate;
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('sim'), '\x5ea1', '126');
insert into ussd.ussd_sessions (session_id, phone_hash, service_code, lang, state, last_at) values
  ('gone', sha256('sim'), '*384*46#', 'sw', 'start', now() - interval '6 minutes'),
  ('here', sha256('sim'), '*384*46#', 'sw', 'start', now() - interval '4 minutes');
select is(ussd.expire_sessions(), 1, 'one session can no longer be resumed');
select is((select end_status from ussd.ussd_sessions where session_id = 'gone'), 'expired', 'it is ended');
select is((select ended_at from ussd.ussd_sessions where session_id = 'here'), null, 'the other one is not');
select finish(); rollback;
