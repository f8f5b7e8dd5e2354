begin;
select plan(10);
\ir ../fixtures/signed_in.psql
update accounts.users set failed_tries = 3, locked_until = now() + interval '1 hour';
insert into accounts.one_time_codes (user_id, purpose, code_hash, tries, expires_at)
values (pg_temp.id('owner'), 'reset_password', sha256('123456'), 3, clock_timestamp() + interval '5 minutes');
create function pg_temp.verify(p_purpose text) returns text language sql as $$
  select accounts.verify_code(p_user_id => pg_temp.id('owner'), p_purpose => p_purpose, p_amount_cents => null,
  p_destination => null, p_code_hash => sha256('123456'), p_device => null) $$;
select throws_ok(format($$ select accounts.set_password(pg_temp.id('owner'), %L, %L, %L) $$, c.salt, c.params,
  c.verifier), 'LFV61', null, c.what) from (values ('\x00'::bytea, 'm=19456,t=2,p=1', sha256('new'),
  'a short salt is refused'), (null, null, null, 'missing parts are refused'), ('\x000102030405060708090a0b0c0d0e0f',
  'm=19456,t=2,p=1', null, 'a missing verifier is refused')) as c(salt, params, verifier, what);
insert into accounts.one_time_codes (user_id, purpose, code_hash, tries, expires_at)
select u.user_id, p.purpose, sha256('123456'), 3, clock_timestamp() + interval '5 minutes' from accounts.users u,
  unnest(array['second_factor', 'withdraw']) p(purpose);
select accounts.set_password(p_user_id => pg_temp.id('owner'), p_salt => '\x000102030405060708090a0b0c0d0e0f',
  p_params => 'm=19456,t=2,p=1', p_verifier => sha256('new'));
select is((select (password_verifier, failed_tries, locked_until)::text from accounts.users where user_id
  = pg_temp.id('owner')),
  (sha256('new'), 0, null::timestamptz)::text, 'the new password is stored and the pause is over');
select is(array[pg_temp.verify('reset_password'), pg_temp.verify('withdraw')], array['wrong', 'right'],
  'another code for a new password is void; one for another purpose is not');
select is((select sum(tries) from accounts.one_time_codes where user_id = pg_temp.id('owner')
  and purpose = 'reset_password' and expires_at > clock_timestamp()), 3::bigint, 'guesses stay counted');
select isnt((select revoked_at from accounts.sessions where session_hash = sha256('owner')), null,
  'the person''s sessions have ended');
select is((select revoked_at from accounts.sessions where session_hash = sha256('stranger')), null, 'other people''s have not');
select set_eq($$ select purpose, user_id from accounts.one_time_codes where purpose <> 'reset_password' $$,
  format($$ select p.purpose, u.user_id from accounts.users u, unnest(array['second_factor', 'withdraw']) p(purpose)
    where (p.purpose, u.user_id) <> ('second_factor', %s) $$, pg_temp.id('owner')),
  'only this person''s codes for a first app are deleted');
select is((select payload ->> 'phone_hash' from messaging.outbox where key like 'sms_password_changed/%'),
  encode(sha256('phone of owner'), 'hex'), 'the person is told');
select finish();
rollback;
