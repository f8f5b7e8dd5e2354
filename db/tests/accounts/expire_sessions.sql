begin; select plan(6);
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('0700'), '\x01', '126');
insert into accounts.sessions (session_hash, user_id, idle_expires_at, expires_at) select sha256(n::bytea), user_id, t,
  t from accounts.users, (values ('old', now() - interval '25 hours'), ('ended', now() - interval '1 hour'),
  ('open', now() + interval '1 hour')) as s(n, t) where phone_hash = sha256('0700');
insert into accounts.one_time_codes (user_id, purpose, code_hash, sent_at, expires_at)
select user_id, 'reset_password', sha256('1'), t, t from accounts.users,
  (values (now() - interval '25 hours'), (now())) as c(t) where phone_hash = sha256('0700');
select is(accounts.expire_sessions(), 1, 'one sign-in that ended over a day ago is deleted');
select results_eq($$ select count(*) from accounts.sessions where session_hash in (sha256('ended'), sha256('open')) $$,
  $$ values (2::bigint) $$, 'the others stay');
select is((select count(*) from accounts.one_time_codes), 1::bigint, 'yesterday''s code is deleted');
insert into messaging.outbox (topic, key, payload, state, created_at) select 'sms', k, '{"code_sealed": "5ea1"}', s,
  clock_timestamp() - a from (values ('code/1', 'dead', interval '61 minutes'), ('code/2', 'ready', '61 minutes'),
  ('code/3', 'ready', '59 minutes'), ('password/1/1', 'dead', '61 minutes')) as t(k, s, a);
insert into messaging.outbox (topic, key, payload, state, lease_until, created_at)
  values ('sms', 'code/4', '{}', 'leased', now(), now() - interval '61 minutes');
select accounts.expire_sessions() \g /dev/null
select is((select string_agg(key, ', ' order by key) from messaging.outbox), 'code/3, code/4, password/1/1',
  'an unsent code is deleted after an hour, unless a worker is sending it');
update privacy.retention_periods set keep_days = 3 where kind = 'sign_ins';
update accounts.sessions set expires_at = now() - a
  from (values (sha256('ended'), interval '71 hours'), (sha256('open'), '73 hours')) as t(h, a) where session_hash = h;
select is(accounts.expire_sessions(), 1, 'sign-ins are kept as long as the retention period says');
\ir ../fixtures/one_vehicle.psql
insert into accounts.pin_failures (phone_hash, vehicle_id, is_known, failed_at)
  values (sha256('1'), :vehicle_id, false, now() - interval '8 days'), (sha256('1'), :vehicle_id, false, now());
insert into accounts.crew_sims (phone_hash, vehicle_id, user_id, last_seen_at) select sha256(p::bytea), :vehicle_id,
  (select min(user_id) from accounts.users), t from (values ('1', now() - interval '91 days'), ('2', now())) as s(p, t);
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => (select min(user_id) from accounts.users),
  p_at => now()) as trip_id \gset
insert into accounts.trip_links (trip_id, user_id, asked_at) select :trip_id, min(user_id), a from accounts.users,
  (values (now() - interval '49 hours'), (now())) as t(a) group by a;
select accounts.expire_sessions() \g /dev/null
select is((select row((select count(*) from accounts.pin_failures), (select count(*) from accounts.crew_sims),
  (select count(*) from accounts.trip_links))::text), '(1,1,1)',
  'old wrong PINs, crew phones and trip links are deleted');
select finish(); rollback;
