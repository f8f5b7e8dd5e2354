begin;
\ir ../fixtures/signed_in.psql
set constraints all immediate;
select plan(9);
create function pg_temp.note(p_why text, p_function text, p_session text) returns text language sql as $$
  select account.note_refusal(p_why => p_why, p_function => p_function, p_address => sha256('here'),
    p_session => sha256(p_session::bytea)) $$;
create function pg_temp.newest() returns text language sql as $$
  select concat_ws(' ', actor, action, subject, after) from audit.changes order by change_id desc limit 1 $$;
select is(pg_temp.note('step', 'ops.assign_suspense', 'ops'), 'noted', 'an act without a second step');
select is(pg_temp.newest(), 'user:' || (select user_id from accounts.users where phone_hash = sha256('phone of ops'))
  || ' reauthentication_refused ops.assign_suspense', 'with who tried');
select set_config('lipa.actor', '', true) \g /dev/null
select pg_temp.note('form', 'account.sign_out', 'nobody') \g /dev/null
select is(pg_temp.newest(), format('%s form_refused account.sign_out {"from": "address:%s"}', session_user,
  left(encode(sha256('here'), 'hex'), 16)), 'a forged form of nobody we know, with where it came from');
select throws_ok($$ select pg_temp.note('sign_in', 'account.sign_in', 'ops') $$, 'LFN70', null,
  'the web tells of nothing else');
select throws_ok($$ select pg_temp.note('form', '0712345678', 'ops') $$, 'LFN70', null, 'and of its own doors only');
select throws_ok($$ select pg_temp.note('form', 'ops.' || repeat('x', 60), 'ops') $$, 'LFN70', null,
  'whose names are short');
select throws_ok($$ select pg_temp.note(null, 'ops.audit_log', 'ops') $$, 'LFN70', null, 'no reason is none');
select throws_ok($$ select pg_temp.note('form', null, 'ops') $$, 'LFN70', null, 'and no door is none');
select is(pg_temp.note('form', 'ops.audit_log', null), 'noted', 'without a session as well');
select finish();
rollback;
