begin; select plan(6);
\ir ../fixtures/signed_in.psql
create function pg_temp.forget(p_phone text) returns text language sql
  as $$ select accounts.forget_second_factor(p_phone_hash => sha256(p_phone::bytea)) $$;
select is(pg_temp.forget('phone of ops'), 'absent', 'a person without an app');
select accounts.register_second_factor(p_user_id => pg_temp.id('ops'), p_secret_sealed => '\x01');
insert into accounts.recovery_codes (user_id, code_hash) values (pg_temp.id('ops'), sha256('paper'));
select is(pg_temp.forget('nobody''s phone'), 'absent', 'an unknown phone');
select is(pg_temp.forget('phone of ops'), 'forgotten', 'the app is forgotten');
select is((select count(*) from accounts.second_factors) + (select count(*) from accounts.recovery_codes), 0::bigint,
  'its recovery codes, too');
select throws_ok($$ select ops.home(p_session => sha256('ops')) $$, 'LFA60', null, 'open sessions have ended');
select is(pg_temp.notified('sms_second_factor_forgotten/%'), array[pg_temp.id('ops')], 'the person is told');
select finish(); rollback;
