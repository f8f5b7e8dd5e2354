begin;
set constraints all immediate;
select plan(3);
insert into security.users (phone_hash, phone_sealed, phone_last3) values (sha256('0700'), '\x01', '126');
insert into security.sessions (session_hash, user_id, idle_expires_at, expires_at)
select sha256(n::bytea), user_id, t, t from security.users,
  (values ('old', now() - interval '25 hours'), ('ended', now() - interval '1 hour'), ('open', now() + interval '1 hour')) as s(n, t)
 where phone_hash = sha256('0700');
insert into security.one_time_codes (user_id, purpose, code_hash, sent_at, expires_at)
select user_id, 'reset_password', sha256('1'), t, t from security.users, (values (now() - interval '25 hours'), (now())) as c(t) where phone_hash = sha256('0700');
select is(security.expire_sessions(), 1, 'one sign-in ended over a day ago');
select results_eq($$ select count(*) from security.sessions where session_hash in (sha256('ended'), sha256('open')) $$, $$ values (2::bigint) $$, 'the others stay');
select is((select count(*) from security.one_time_codes), 1::bigint, 'yesterday''s code is gone');
select finish();
rollback;
