begin; select plan(4);
insert into accounts.users (phone_hash, phone_sealed, phone_last3)
select sha256(n::text::bytea), '\x01', '126' from generate_series(1, 10) n;
insert into accounts.one_time_codes (user_id, purpose, code_hash, tries, tried_at, expires_at)
select user_id, 'reset_password', sha256('1'), 1, now() - interval '2 hours' * (row_number() over () = 1)::int, now()
  from accounts.users;
select lives_ok('select accounts.watch_guesses()', 'nine people with wrong codes within an hour');
select is((select count(*) from messaging.alarms), 0::bigint, 'are no alarm');
update accounts.one_time_codes set tried_at = now();
select accounts.watch_guesses() from generate_series(1, 2) \g /dev/null
select is((select kind || ' ' || times_raised from messaging.alarms), 'codes_guessed 2', 'ten are one alarm');
delete from messaging.alarms;
update accounts.one_time_codes c set tries = 0, tried_at = null;
select accounts.watch_guesses() \g /dev/null
select is((select count(*) from messaging.alarms), 0::bigint, 'codes that nobody guessed wrong are none');
select finish(); rollback;
