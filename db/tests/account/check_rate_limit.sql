begin;
select plan(15);
delete from config.rate_limits;
insert into config.rate_limits (limit_name, per, burst, refill_ms) values
  ('form', 'address', 4, 60000), ('form', 'session', 2, 30000), ('sign_in', 'phone', 1, 60000);
create function pg_temp.knock(p_limit_name text, p_address text, p_session text default null,
  p_phone text default null) returns int language sql as $$
  select account.check_rate_limit(p_limit_name => p_limit_name, p_address => sha256(p_address::bytea),
    p_session => sha256(p_session::bytea), p_phone => sha256(p_phone::bytea)) $$;
select results_eq($$ select pg_temp.knock('form', 'here', 's1') from generate_series(1, 2) $$, array[0, 0],
  'two forms of one session');
select cmp_ok(pg_temp.knock('form', 'here', 's1'), '>', 20, 'the third waits for the session');
select is((select subject || ' ' || (after ->> 'from') from audit.changes where action = 'too_often'),
          'config.rate_limits:form,session address:' || left(encode(sha256('here'), 'hex'), 16),
            'which stands in the audit log');
select is(pg_temp.knock('form', 'here', 's2'), 0, 'a colleague at the same address goes on');
select cmp_ok(pg_temp.knock('form', 'here', 's3'), '>', 50, 'until the address is out of turns');
select is((select count(*) from config.buckets where per = 'session' and key = sha256('s3')), 0::bigint,
  'and then an invented session makes no bucket');
select pg_temp.knock('sign_in', 'attacker', p_phone => '0712') \g /dev/null
select cmp_ok(pg_temp.knock('sign_in', 'attacker', p_phone => '0712'), '>', 50,
  'who tries somebody''s phone is stopped');
select is(pg_temp.knock('sign_in', 'home', p_phone => '0712'), 0, 'and its owner, elsewhere, is not');
\ir ../fixtures/signed_in.psql
delete from config.rate_limits;
insert into config.rate_limits (limit_name, per, burst, refill_ms) values ('form', 'session', 2, 30000),
  ('form_new_device', 'session', 1, 30000);
select is(pg_temp.knock('form', 'there', 'owner'), 0, 'a form from a new device');
select cmp_ok(pg_temp.knock('form', 'there', 'owner'), '>', 20, 'has fewer turns');
select is((select actor from audit.changes where action = 'too_often' order by change_id desc limit 1),
          'user:' || (select user_id from accounts.users where phone_hash = sha256('phone of owner')),
            'with whose session it was');
update accounts.sessions set created_at = now() - interval '25 hours' where session_hash = sha256('owner');
select is(pg_temp.knock('form', 'there', 'owner') + pg_temp.knock('form', 'there', 'owner'), 0,
  'than from one that is known');
select is(pg_temp.knock('form', 'there', 'nobody') + pg_temp.knock('form', 'there', 'nobody'), 0,
  'an unknown session is counted as before');
select is(pg_temp.knock('page', 'there', 'stranger'), 0, 'and an act without such a row, too');
delete from config.rate_limits;
insert into config.rate_limits (limit_name, per, burst, refill_ms) values ('page', 'address', 1, 86400000);
select pg_temp.knock('page', 'flood') from generate_series(1, 10000) \g /dev/null
select is((select max(times) >= 4999 from audit.refusals where action = 'too_often'), true,
  'ten thousand that come too often are one row an hour');
select finish();
rollback;
