begin; select plan(22);
\ir ../fixtures/person.psql
create function pg_temp.store(p_code text, p_cents bigint, p_to text) returns void language sql as $$
  insert into accounts.one_time_codes (user_id, purpose, amount_cents, destination, code_hash, expires_at)
  values (pg_temp.person(), 'withdraw', p_cents, p_to, sha256(p_code::bytea), now() + interval '5 minutes') $$;
create function pg_temp.verify(p_code text, p_cents bigint, p_to text, p_device text default 'anywhere') returns text
  language sql as $$
  select accounts.verify_code(p_user_id => pg_temp.person(), p_purpose => 'withdraw', p_amount_cents => p_cents,
  p_destination => p_to, p_code_hash => sha256(p_code::bytea), p_device => sha256(p_device::bytea)) $$;
create function pg_temp.forget() returns void language sql as $$ delete from accounts.one_time_codes $$;
select is(pg_temp.verify('123456', 5000, '..126'), 'wrong', 'a code that was not sent is wrong');
select pg_temp.store('123456', 5000, '..126');
select is(pg_temp.verify('123456', 5001, '..126'), 'wrong', 'a code for another amount is wrong');
select is(pg_temp.verify('123456', 5000, '..127'), 'wrong', 'one for another destination is wrong');
select is(accounts.verify_code(p_user_id => pg_temp.person(), p_purpose => 'reset_password', p_amount_cents => 5000,
  p_destination => '..126', p_code_hash => sha256('123456'), p_device => null), 'wrong',
    'one for another purpose is wrong');
select is(pg_temp.verify('123456', 5000, '..126'), 'right', 'the right code for the right action is right');
select is(pg_temp.verify('123456', 5000, '..126'), 'wrong', 'but only once');
select pg_temp.store('234567', 5000, '..126');
select is(pg_temp.verify('123456', 5000, '..126'), 'wrong', 'an older code is wrong');
select is(pg_temp.verify(n, 5000, '..126'), 'wrong', 'five wrong ones over all codes are allowed: ' || n)
  from unnest(array['111111', '222222']) n;
select is(pg_temp.verify('234567', 5000, '..126'), 'spent', 'after them not even the right code is compared');
select is((select sum(tries) from accounts.one_time_codes), 5::bigint, 'a guess that is not compared is not counted');
-- A code lives for five minutes, the pause is longer.
update accounts.one_time_codes set expires_at = now() - interval '1 minute', tried_at = now() - interval '14 minutes';
select pg_temp.store('234567', 5000, '..126');
select is(pg_temp.verify('234567', 5000, '..126'), 'spent', 'the pause outlives the code and a new one');
update accounts.one_time_codes set tried_at = now() - interval '16 minutes' where tries > 0;
select is(pg_temp.verify('234567', 5000, '..126'), 'right', 'after 15 minutes it is over');
select pg_temp.forget();
select pg_temp.store('345678', null, null);
select is(pg_temp.verify('345678', null, null), 'right', 'a code may be about no money');
select pg_temp.forget();
select pg_temp.store('456789', null, null);
update accounts.one_time_codes set expires_at = now() - interval '1 second';
select is(pg_temp.verify('456789', null, null), 'wrong', 'an expired code is wrong');
select is(accounts.verify_code(p_user_id => null, p_purpose => 'withdraw', p_amount_cents => null,
  p_destination => null, p_code_hash => sha256('1'), p_device => null), 'wrong', 'a missing person has no code');
select pg_temp.forget();
insert into accounts.devices (user_id, device_hash) values (pg_temp.person(), sha256('mine'));
select pg_temp.store('567890', null, null);
update accounts.one_time_codes set asked_from = (select device_id from accounts.devices);
select pg_temp.store('678901', null, null);
select is(pg_temp.verify('567890', null, null), 'wrong', 'a code asked for in a known browser is wrong elsewhere');
select count(pg_temp.verify('00000' || n, null, null)) from generate_series(1, 4) n \g /dev/null
select is(pg_temp.verify('678901', null, null), 'spent', 'unknown browsers have used up their guesses');
select is(pg_temp.verify('678901', null, null, 'mine'), 'wrong', 'a code of an unknown browser is wrong in a known');
select is(pg_temp.verify('567890', null, null, 'mine'), 'right',
  'the person''s own code is right, whatever unknown browsers tried');
select is((select array_agg(tries order by code_id) from accounts.one_time_codes), array[1, 5],
  'each browser''s guesses are counted apart');
select pg_temp.forget(), pg_temp.store('345678', 5000, '..126') \g /dev/null
select is(pg_temp.verify(null, 5000, '..126'), 'wrong', 'a missing code is wrong');
select finish(); rollback;
