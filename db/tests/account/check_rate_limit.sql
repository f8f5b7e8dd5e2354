begin; select plan(16);
delete from config.rate_limits;
insert into config.rate_limits (limit_name, per, burst, refill_ms) values
  ('form', 'address', 4, 60000), ('form', 'session', 2, 30000), ('sign_in', 'phone', 1, 60000),
  ('form', 'phone', 1, 60000);
create function pg_temp.check(p_limit_name text, p_address text, p_session text default null, p_phone text default null)
  returns int language sql as $$ select account.check_rate_limit(p_limit_name => p_limit_name,
  p_address => sha256(p_address::bytea), p_session => sha256(p_session::bytea), p_phone => sha256(p_phone::bytea)) $$;
select results_eq($$ select pg_temp.check('form', 'here', 's1') from generate_series(1, 2) $$, array[0, 0],
  'a session may send two forms');
select cmp_ok(pg_temp.check('form', 'here', 's1'), '>', 20, 'the third waits for the session''s bucket');
select is((select subject || ' ' || (after ->> 'from') from audit.changes where action = 'too_often'),
          'config.rate_limits:form,session address:' || left(encode(sha256('here'), 'hex'), 16),
            'the refusal is in the audit log, with the address');
select is(pg_temp.check('form', 'here', 's2'), 0, 'another session at the same address goes on');
select cmp_ok(pg_temp.check('form', 'here', 's3'), '>', 50, 'until the address has no tokens');
select is((select count(*) from config.buckets where per = 'session' and key = sha256('s3')), 0::bigint,
  'after that, an invented session makes no bucket');
select cmp_ok(pg_temp.check('form', 'here', p_phone => '0799'), '>', 50, 'and a phone does not get it further');
select pg_temp.check('sign_in', 'attacker', p_phone => '0712') \g /dev/null
select cmp_ok(pg_temp.check('sign_in', 'attacker', p_phone => '0712'), '>', 50,
  'an address that tries somebody''s phone is stopped');
select is(pg_temp.check('sign_in', 'home', p_phone => '0712'), 0, 'that phone''s owner at another address is not');
\ir ../fixtures/signed_in.psql
delete from config.rate_limits;
insert into config.rate_limits (limit_name, per, burst, refill_ms) values ('form', 'session', 2, 30000),
  ('form_new_device', 'session', 1, 30000);
select is(pg_temp.check('form', 'there', 'owner'), 0, 'a new device may send a form');
select cmp_ok(pg_temp.check('form', 'there', 'owner'), '>', 20, 'it has fewer tokens');
select is((select actor from audit.changes where action = 'too_often' order by change_id desc limit 1),
  'user:' || pg_temp.id('owner'), 'the refusal names the session''s person');
update accounts.sessions set created_at = now() - interval '25 hours' where session_hash = sha256('owner');
select is(pg_temp.check('form', 'there', 'owner') + pg_temp.check('form', 'there', 'owner'), 0, 'a known one has more');
select is(pg_temp.check('form', 'there', 'nobody') + pg_temp.check('form', 'there', 'nobody'), 0,
  'an unknown session is counted like a known device');
select is(pg_temp.check('page', 'there', 'stranger'), 0, 'so is an action without a row for new devices');
delete from config.rate_limits;
insert into config.rate_limits (limit_name, per, burst, refill_ms) values ('page', 'address', 1, 86400000);
select pg_temp.check('page', 'flood') from generate_series(1, 10000) \g /dev/null
select is((select max(times) >= 4999 from audit.refusals where action = 'too_often'), true,
  'ten thousand refusals are one row an hour');
select finish(); rollback;
