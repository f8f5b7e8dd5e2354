begin;
set constraints all immediate;
select plan(6);
\ir ../fixtures/signed_in.psql
select user_id as ops_id from accounts.sessions where session_hash = sha256('ops') \gset
create function pg_temp.forget(p_phone text) returns text language sql
  as $$ select accounts.forget_second_factor(p_phone_hash => sha256(p_phone::bytea)) $$;

select is(pg_temp.forget('phone of ops'), 'absent', 'who has none loses none');
select accounts.register_second_factor(p_user_id => :ops_id, p_secret_sealed => '\x01');
insert into accounts.recovery_codes (user_id, code_hash) values (:ops_id, sha256('paper'));
select is(pg_temp.forget('nobody''s phone'), 'absent', 'nobody has none');
select is(pg_temp.forget('phone of ops'), 'forgotten', 'the app is forgotten');
select is((select count(*) from accounts.second_factors) + (select count(*) from accounts.recovery_codes), 0::bigint,
  'and the paper with it');
select throws_ok($$ select ops.home(p_session => sha256('ops')) $$, 'LFA60', null, 'whoever was in is out');
select is((select payload ->> 'phone_hash' from messaging.outbox where key like 'second_factor/%'),
  encode(sha256('phone of ops'), 'hex'), 'the person is told');
select finish();
rollback;
