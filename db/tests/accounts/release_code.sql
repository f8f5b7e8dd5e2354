begin;
\ir ../fixtures/signed_in.psql
set constraints all immediate;
select plan(9);
create function pg_temp.hand(p_phone text, p_digits text) returns text language sql as $$
  select accounts.release_code(p_phone_hash => sha256(p_phone::bytea), p_purpose => 'second_factor',
    p_code_hash => sha256(p_digits::bytea)) $$;
select is(pg_temp.hand('nobody''s phone', '123456'), 'absent', 'nobody has that phone');
select is(pg_temp.hand('phone of ops', '123456'), 'given', 'a code is handed over');
select is((select count(*) from messaging.outbox), 0::bigint, 'and nothing is sent');
select is((select action || ' ' || (after ->> 'purpose') from audit.change_log order by change_id desc limit 1),
  'release_code second_factor', 'which the audit log tells');
update accounts.sessions set proved_at = null;
select is(account.verify_phone(p_session => sha256('ops'), p_code_hash => sha256('654321')), 'refused',
  'another code is wrong');
select is(account.verify_phone(p_session => sha256('ops'), p_code_hash => sha256('123456')), 'proved',
  'this one is as good as by SMS');
insert into accounts.second_factors as s (user_id, secret_sealed, confirmed_at)
  values ((select user_id from accounts.users where phone_hash = sha256('phone of ops')), '\x01', now())
  on conflict (user_id) do update set confirmed_at = now();
select is(pg_temp.hand('phone of ops', '111111'), 'set_up', 'who has an app set up needs none');
select is((select count(*) from audit.change_log where action = 'release_code'), 1::bigint, 'and none is told of');
update accounts.users set disabled_at = now();
select is(pg_temp.hand('phone of ops', '123456'), 'absent', 'who was shut out gets none');
select finish();
rollback;
