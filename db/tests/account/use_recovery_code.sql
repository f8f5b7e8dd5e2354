begin;
set constraints all immediate;
select plan(11);
\ir ../fixtures/signed_in.psql
update accounts.sessions set proved_at = null;
select user_id as ops_id from accounts.sessions where session_hash = sha256('ops') \gset
select accounts.register_second_factor(p_user_id => :ops_id, p_secret_sealed => '\x01');
insert into accounts.recovery_codes (user_id, code_hash) values (:ops_id, sha256('paper')), (:ops_id, sha256('more'));
create function pg_temp.use(p_session text, p_code text) returns text language sql as $$
  select account.use_recovery_code(p_session => sha256(p_session::bytea), p_code_hash => sha256(p_code::bytea)) $$;

select accounts.open_session(p_user_id => :ops_id, p_session => sha256('lost phone'), p_previous => null);
update accounts.sessions set proved_at = now() where session_hash = sha256('lost phone');
select throws_ok($$ select pg_temp.use('nobody', 'paper') $$, 'LFA60', null,
  'without the password no code is looked at');
select is(pg_temp.use('ops', 'other'), 'refused', 'a wrong one is refused');
select is(pg_temp.use('stranger', 'paper'), 'refused', 'so is another person''s');
select is((select count(*) from messaging.outbox), 0::bigint, 'nobody is told of that');
update accounts.sessions set proved_at = now() where session_hash = sha256('ops');
select is(pg_temp.use('ops', 'paper'), 'enrol', 'a right one forgets the lost app');
select throws_ok($$ select ops.home(p_session => sha256('ops')) $$, 'LFA85', null,
  'opens no page by itself, nor does the code of the lost app that came before');
select throws_ok($$ select ops.home(p_session => sha256('lost phone')) $$, 'LFA60', null,
  'the browser on the lost phone is out');
select is((select user_id from accounts.sessions where session_hash = sha256('stranger')
  and revoked_at is null) is not null, true, 'other people are not');
select is((select payload ->> 'phone_hash' from messaging.outbox where key like 'sms_second_factor_changed/%'),
  encode(sha256('phone of ops'), 'hex'), 'and the person is told');
select is((select s.outcome from account.second_factor(p_session => sha256('ops'), p_secret_sealed => '\x02') s),
  'enrol', 'but lets a new app be set up');
select is(pg_temp.use('ops', 'more'), 'refused', 'the other codes went with the old app');
select finish();
rollback;
