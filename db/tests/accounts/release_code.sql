begin; select plan(10);
\ir ../fixtures/signed_in.psql
create function pg_temp.release(p_phone text, p_digits text) returns text language sql as $$
  select accounts.release_code(p_phone_hash => sha256(p_phone::bytea), p_purpose => 'second_factor',
    p_code_hash => sha256(p_digits::bytea)) $$;
select is(pg_temp.release('nobody''s phone', '123456'), 'absent', 'an unknown phone');
select is(pg_temp.release('phone of ops', '123456'), 'given', 'a code is released');
select is((select count(*) from messaging.outbox), 0::bigint, 'nothing is sent');
select is((select action || ' ' || (after ->> 'purpose') from audit.change_log order by change_id desc limit 1),
  'release_code second_factor', 'the audit log has it');
update accounts.sessions set proved_at = null;
select is(account.verify_phone(p_session => sha256('ops'), p_code_hash => sha256('654321')), 'refused',
  'another code is wrong');
update accounts.one_time_codes set tries = 10, tried_at = clock_timestamp();
select is(pg_temp.release('phone of ops', '123456'), 'given', 'after ten wrong ones it takes staff');
select is(account.verify_phone(p_session => sha256('ops'), p_code_hash => sha256('123456')), 'proved',
  'this one counts like one sent by SMS');
insert into accounts.second_factors as s (user_id, secret_sealed, confirmed_at)
  values (pg_temp.id('ops'), '\x01', now()) on conflict (user_id) do update set confirmed_at = now();
select is(pg_temp.release('phone of ops', '111111'), 'set_up', 'a person with an app needs none');
select is((select count(*)::int from audit.change_log where action = 'release_code'), 2, 'the audit log still has two');
update accounts.users set disabled_at = now();
select is(pg_temp.release('phone of ops', '123456'), 'absent', 'a disabled person gets none');
select finish(); rollback;
