begin;
set constraints all immediate;
select plan(10);
\ir ../fixtures/signed_in.psql
select user_id as owner_user from accounts.sessions where session_hash = sha256('owner') \gset
update accounts.users set failed_tries = 3, locked_until = now() + interval '1 hour';
-- Two browsers asked for a code each: the one that set the password, and another's.
insert into accounts.one_time_codes (user_id, purpose, code_hash, tries, expires_at)
values (:owner_user, 'reset_password', sha256('123456'), 3, clock_timestamp() + interval '5 minutes');
create function pg_temp.judge(p_purpose text) returns text language sql as $$
  select accounts.verify_code(p_user_id => (select user_id from accounts.sessions where session_hash = sha256('owner')),
    p_purpose => p_purpose,
    p_amount_cents => null, p_destination => null, p_code_hash => sha256('123456'), p_device => null) $$;

select throws_ok(format($$ select accounts.set_password(%s, '\x00', 'm=19456,t=2,p=1', sha256('new')) $$, :owner_user),
  'LFV61', null, 'a short salt is none');
select throws_ok(format($$ select accounts.set_password(%s, null, null, null) $$, :owner_user), 'LFV61', null,
  'nothing is no password');
select throws_ok(format($$ select accounts.set_password(%s, '\x000102030405060708090a0b0c0d0e0f', 'm=19456,t=2,p=1',
  null) $$, :owner_user), 'LFV61', null, 'nor is a part of one');
insert into accounts.one_time_codes (user_id, purpose, code_hash, tries, expires_at)
select u.user_id, p.purpose, sha256('123456'), 3, clock_timestamp() + interval '5 minutes' from accounts.users u,
  unnest(array['second_factor', 'withdraw']) p(purpose);
select accounts.set_password(p_user_id => :owner_user, p_salt => '\x000102030405060708090a0b0c0d0e0f',
  p_params => 'm=19456,t=2,p=1',
                             p_verifier => sha256('new'));
select is((select (password_verifier, failed_tries, locked_until)::text from accounts.users where user_id
  = :owner_user),
  (sha256('new'), 0, null::timestamptz)::text, 'the new one counts, the pause is over');
select is(array[pg_temp.judge('reset_password'), pg_temp.judge('withdraw')], array['wrong', 'right'],
  'no other code sets it anew; one for something else is good');
select is((select sum(tries) from accounts.one_time_codes where user_id = :owner_user and purpose = 'reset_password'
  and expires_at > clock_timestamp()), 3::bigint,
  'and guesses stay counted');
select isnt((select revoked_at from accounts.sessions where session_hash = sha256('owner')), null,
  'whoever was in is out');
select is((select revoked_at from accounts.sessions where session_hash = sha256('stranger')), null, 'nobody else');
select set_eq($$ select purpose, user_id from accounts.one_time_codes where purpose <> 'reset_password' $$,
  format($$ select p.purpose, u.user_id from accounts.users u, unnest(array['second_factor', 'withdraw']) p(purpose)
    where (p.purpose, u.user_id) <> ('second_factor', %s) $$, :owner_user),
  'codes for a first app begin anew: theirs, and nothing else');
select is((select payload ->> 'phone_hash' from messaging.outbox where key like 'password/%'),
  encode(sha256('phone of owner'), 'hex'), 'the person is told');
select finish();
rollback;
