begin; select plan(8);
\ir ../fixtures/signed_in.psql
update accounts.sessions set proved_at = null;
create function pg_temp.ask(p_session text) returns text language sql as $$
  select account.ask_enrolment_code(p_session => sha256(p_session::bytea), p_code_hash => sha256('123456'),
  p_code_sealed => '\x5ea1') $$;
select throws_ok($$ select pg_temp.ask('nobody') $$, 'LFA60', null, 'a session without the password is refused');
select is(pg_temp.ask('ops'), 'sent', 'a code is sent');
select is(pg_temp.notified('%'), array[pg_temp.id('ops')], 'it goes to the person''s own phone');
select is((select purpose || coalesce(asked_from::text, '') from accounts.one_time_codes), 'second_factor',
  'it is counted over all browsers, because a thief of the password can make known ones');
select is(pg_temp.ask('ops'), 'too_often', 'a second code within a minute is not sent');
insert into accounts.one_time_codes (user_id, purpose, code_hash, expires_at)
select user_id, 'reset_password', sha256('x'), now() + interval '5 minutes' from accounts.users, generate_series(1, 9);
select is(pg_temp.ask('owner'), 'sent', 'requests for new passwords, which anybody can make, do not count here');
insert into accounts.second_factors (user_id, secret_sealed, confirmed_at) select user_id, '\x01', now()
  from accounts.users where phone_hash = sha256('phone of stranger');
select is(pg_temp.ask('stranger'), 'set_up', 'a person with an app is sent nothing');
select is((select array_agg(after ->> 'outcome' order by change_id) from audit.changes where action
  = 'ask_enrolment_code'), array['sent', 'too_often', 'sent', 'set_up'], 'the audit log has every request');
select finish(); rollback;
