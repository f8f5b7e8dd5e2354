begin;
set constraints all immediate;
select plan(24);
select accounts.register_user(p_phone_hash => sha256('0700'), p_phone_sealed => '\x01', p_last3 => '126',
  p_name_sealed => null,
  p_lang => 'sw', p_salt => '\x000102030405060708090a0b0c0d0e0f', p_params => 'm=19456,t=2,p=1',
    p_verifier => sha256('right'));
create function pg_temp.try(p_phone text, p_key text, p_token text) returns text language sql as $$
  select account.sign_in(p_phone_hash => sha256(p_phone::bytea), p_key => p_key::bytea,
                        p_session => sha256(p_token::bytea), p_previous => null,
                          p_device => sha256(random()::text::bytea)) $$;
create function pg_temp.try_at(p_device text, p_key text, p_token text) returns text language sql as $$
  select account.sign_in(p_phone_hash => sha256('0700'), p_key => p_key::bytea, p_session => sha256(p_token::bytea),
    p_previous => null,
                        p_device => sha256(p_device::bytea)) $$;
create function pg_temp.person() returns accounts.users language sql as $$
  select u from accounts.users u where phone_hash = sha256('0700') $$;

select is(pg_temp.try('0700', 'right', 'one'), 'open', 'the right password opens a session');
select is((select user_id from accounts.sessions where session_hash = sha256('one')), (pg_temp.person()).user_id,
  'that person''s');
select is(pg_temp.try('0700', 'wrong', 'two'), 'refused', 'a wrong one is refused');
select is((pg_temp.person()).failed_tries, 1, 'and counted');
select is(pg_temp.try('0711', 'right', 'two'), 'refused', 'an unknown phone is refused in the same word');
select is(pg_temp.try('0700', 'right', 'three'), 'open', 'the right one');
select is((pg_temp.person()).failed_tries, 0, 'forgives the tries before it');
select pg_temp.try('0700', 'wrong', 'two') from generate_series(1, 5);
select ok((pg_temp.person()).locked_until > now() + interval '14 minutes',
  'five wrong ones in a row and there is a pause');
select is(pg_temp.try('0700', 'right', 'four'), 'refused', 'in which the right one is not even looked at');
update accounts.users set locked_until = now() - interval '1 second';
select is(pg_temp.try('0700', 'right', 'four'), 'open', 'after it the right one opens again');
select is((select array_agg(distinct after ->> 'why' order by after ->> 'why') from audit.changes where action
  = 'sign_in_refused'),
          array['paused', 'unknown phone', 'wrong password'], 'the audit log says why, which the answer does not');
select is((select count(*)::int from accounts.sessions), 3, 'nothing but the three sessions was opened');

select is((select count(*) from messaging.outbox where key like 'device/%'), 3::bigint,
  'three devices were new, and the person was told of each');
select pg_temp.try_at('mine', 'right', 'five');
select is(pg_temp.try_at('mine', 'right', 'six'), 'open', 'a known device opens');
select is((select count(*) from messaging.outbox where key like 'device/%'), 4::bigint, 'and is no news');
select is((select device_hash from accounts.sessions s join accounts.devices using (device_id) where session_hash
  = sha256('six')), sha256('mine'),
  'the session knows where it was opened');
select pg_temp.try('0700', 'wrong', 'two') from generate_series(1, 5);
select is(pg_temp.try('0700', 'right', 'seven'), 'refused', 'strangers lock out strangers');
select is(pg_temp.try_at('mine', 'right', 'seven'), 'open', 'but not the person on a device of their own');
select is(pg_temp.try('0700', 'right', 'eight'), 'refused', 'which does not forgive the strangers');
select pg_temp.try_at('mine', 'wrong', 'two') from generate_series(1, 5);
select is(pg_temp.try_at('mine', 'right', 'eight'), 'refused', 'a known device has five tries, too');
update accounts.devices set locked_until = now() - interval '1 second';
select is(pg_temp.try_at('mine', 'right', 'eight'), 'open', 'and its own pause');
-- Written down and never signed in, or let in again: there is no password.
select is(pg_temp.try('0700', null, 'nine'), 'refused', 'no password is no password');
update accounts.users set password_salt = null, password_params = null, password_verifier = null, locked_until = null;
select is(pg_temp.try('0700', null, 'nine'), 'refused', 'nor is it the one of who has none');
select is(pg_temp.try('0700', 'right', 'nine'), 'refused', 'who comes in by none at all');
select finish();
rollback;
