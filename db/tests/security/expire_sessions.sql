begin;
set constraints all immediate;
select plan(4);
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
insert into messaging.outbox (topic, key, payload, state, created_at)
select 'sms', k, '{"code_sealed": "5ea1"}', s, clock_timestamp() - a
  from (values ('code/1', 'dead', interval '61 minutes'), ('code/2', 'ready', '61 minutes'), ('code/3', 'ready', '59 minutes'), ('password/1/1', 'dead', '61 minutes')) as t(k, s, a);
select security.expire_sessions() \g /dev/null
select is((select string_agg(key, ', ' order by key) from messaging.outbox), 'code/3, password/1/1',
  'a code that was never sent goes, sealed digits and all: nobody may use it any more, and it would stay under a key of yesterday');
select finish();
rollback;
