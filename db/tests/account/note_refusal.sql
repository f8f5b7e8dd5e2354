begin; select plan(9);
\ir ../fixtures/signed_in.psql
create function pg_temp.note(p_why text, p_function text, p_session text) returns text language sql as $$
  select account.note_refusal(p_why => p_why, p_function => p_function, p_address => sha256('here'),
    p_session => sha256(p_session::bytea)) $$;
create function pg_temp.newest() returns text language sql as $$
  select concat_ws(' ', actor, action, subject, after) from audit.changes order by change_id desc limit 1 $$;
select is(pg_temp.note('reauthentication', 'ops.assign_suspense', 'ops'), 'noted', 'no second factor: counted');
select is(pg_temp.newest(), 'user:' || pg_temp.id('ops')
  || ' reauthentication_refused ops.assign_suspense', 'with the person who tried');
select set_config('lipa.actor', '', true) \g /dev/null
select pg_temp.note('form', 'account.sign_out', 'nobody') \g /dev/null
select is(pg_temp.newest(), format('%s form_refused account.sign_out {"from": "address:%s"}', session_user,
  left(encode(sha256('here'), 'hex'), 16)), 'a forged form without a session is counted with its address');
select throws_ok(format($$ select pg_temp.note(%L, %L, 'ops') $$, c.why, c.endpoint), 'LFN70', null, c.what)
  from (values ('sign_in', 'account.sign_in', 'another reason is refused'), ('form', '0712345678',
  'what is not an endpoint is refused'), ('form', 'ops.' || repeat('x', 60), 'a long endpoint is refused'),
  (null, 'ops.audit_log', 'no reason is refused'), ('form', null, 'no endpoint is refused')) as c(why, endpoint, what);
select is(pg_temp.note('form', 'ops.audit_log', null), 'noted', 'a missing session is accepted');
select finish(); rollback;
