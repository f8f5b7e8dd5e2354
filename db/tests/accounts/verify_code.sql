begin;
set constraints all immediate;
select plan(18);
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('0700'), '\x01', '126');
create function pg_temp.person() returns bigint language sql as $$ select user_id from accounts.users where phone_hash
  = sha256('0700') $$;
create function pg_temp.sent(p_code text, p_cents bigint, p_to text) returns void language sql as $$
  insert into accounts.one_time_codes (user_id, purpose, amount_cents, destination, code_hash, expires_at)
  values (pg_temp.person(), 'withdraw', p_cents, p_to, sha256(p_code::bytea), now() + interval '5 minutes') $$;
create function pg_temp.judge(p_code text, p_cents bigint, p_to text, p_device text default 'anywhere') returns text
  language sql as $$
  select accounts.verify_code(p_user_id => pg_temp.person(), p_purpose => 'withdraw', p_amount_cents => p_cents,
    p_destination => p_to,
                             p_code_hash => sha256(p_code::bytea), p_device => sha256(p_device::bytea)) $$;
create function pg_temp.forget() returns void language sql as $$ delete from accounts.one_time_codes $$;

select is(pg_temp.judge('123456', 5000, '..126'), 'wrong', 'what was not sent is not right');
select pg_temp.sent('123456', 5000, '..126');
select is(pg_temp.judge('123456', 5001, '..126'), 'wrong', 'a code for another amount is wrong');
select is(pg_temp.judge('123456', 5000, '..127'), 'wrong', 'one for another destination is wrong');
select is(accounts.verify_code(p_user_id => pg_temp.person(), p_purpose => 'reset_password', p_amount_cents => 5000,
  p_destination => '..126', p_code_hash => sha256('123456'), p_device => null), 'wrong',
    'one for another purpose is wrong');
select is(pg_temp.judge('123456', 5000, '..126'), 'right', 'the right one for the right thing is right');
select is(pg_temp.judge('123456', 5000, '..126'), 'wrong', 'once');
select pg_temp.sent('234567', 5000, '..126');
select is(pg_temp.judge('123456', 5000, '..126'), 'wrong', 'an older one is not right');
select is(pg_temp.judge('111111', 5000, '..126'), 'wrong', 'five guesses over all codes');
select is(pg_temp.judge('234567', 5000, '..126'), 'spent', 'and not even the right one is looked at');
select is((select sum(tries) from accounts.one_time_codes), 5::bigint, 'what is not looked at is not counted');
select pg_temp.forget();
select pg_temp.sent('345678', null, null);
select is(pg_temp.judge('345678', null, null), 'right', 'a code may be about no money');
select pg_temp.forget();
select pg_temp.sent('456789', null, null);
update accounts.one_time_codes set expires_at = now() - interval '1 second';
select is(pg_temp.judge('456789', null, null), 'wrong', 'after its time it is wrong');
select is(accounts.verify_code(p_user_id => null, p_purpose => 'withdraw', p_amount_cents => null,
  p_destination => null,
  p_code_hash => sha256('1'), p_device => null), 'wrong', 'nobody has no code');
select pg_temp.forget();
insert into accounts.devices (user_id, device_hash) values (pg_temp.person(), sha256('mine'));
select pg_temp.sent('567890', null, null);
update accounts.one_time_codes set asked_from = (select device_id from accounts.devices);
select pg_temp.sent('678901', null, null);
select is(pg_temp.judge('567890', null, null), 'wrong', 'asked for in the person''s own browser it is wrong elsewhere');
select count(pg_temp.judge('00000' || n, null, null)) from generate_series(1, 4) n \g /dev/null
select is(pg_temp.judge('678901', null, null), 'spent', 'strangers have used up what strangers have');
select is(pg_temp.judge('678901', null, null, 'mine'), 'wrong', 'a stranger''s code is wrong here');
select is(pg_temp.judge('567890', null, null, 'mine'), 'right',
  'and the person''s own is right, whatever strangers tried');
select is((select array_agg(tries order by code_id) from accounts.one_time_codes), array[2, 5], 'each counts its own');
select finish();
rollback;
