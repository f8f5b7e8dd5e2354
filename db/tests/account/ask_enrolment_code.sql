begin;
\ir ../fixtures/signed_in.psql
set constraints all immediate;
select plan(8);
update accounts.sessions set proved_at = null;
create function pg_temp.ask(p_session text) returns text language sql as $$
  select account.ask_enrolment_code(p_session => sha256(p_session::bytea), p_code_hash => sha256('123456'),
    p_code_sealed => '\x5ea1') $$;
select throws_ok($$ select pg_temp.ask('nobody') $$, 'LFA60', null, 'without the password there is nothing to ask');
select is(pg_temp.ask('ops'), 'sent', 'a code goes out');
select is((select payload ->> 'phone_hash' from messaging.outbox), encode(sha256('phone of ops'), 'hex'),
  'to the phone one signs in with');
select is((select purpose || coalesce(asked_from::text, '') from accounts.one_time_codes), 'second_factor',
  'counted over all browsers: whoever has the password makes known ones');
select is(pg_temp.ask('ops'), 'too_often', 'not two in a minute');
-- Strangers who ask for new passwords, which anybody can.
insert into accounts.one_time_codes (user_id, purpose, code_hash, expires_at)
select user_id, 'reset_password', sha256('x'), now() + interval '5 minutes' from accounts.users, generate_series(1, 9);
select is(pg_temp.ask('owner'), 'sent', 'keep nobody from it');
insert into accounts.second_factors (user_id, secret_sealed, confirmed_at) select user_id, '\x01', now()
  from accounts.users where phone_hash = sha256('phone of stranger');
select is(pg_temp.ask('stranger'), 'set_up', 'who has an app is sent nothing');
select is((select array_agg(after ->> 'outcome' order by change_id) from audit.changes where action
  = 'ask_enrolment_code'),
  array['sent', 'too_often', 'sent', 'set_up'], 'the audit log tells all of it');
select finish();
rollback;
