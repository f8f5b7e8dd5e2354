begin;
\ir ../fixtures/signed_in.psql
set constraints all immediate;
select plan(4);
select is(accounts.is_enrolment_allowed(p_session => sha256('ops')), false, 'a password is not enough');
update accounts.sessions set may_enrol_until = clock_timestamp() + interval '1 minute' where session_hash
  = sha256('ops');
select is(accounts.is_enrolment_allowed(p_session => sha256('ops')), true, 'until then it may');
select is(accounts.is_enrolment_allowed(p_session => sha256('owner')), false, 'no other session may');
update accounts.sessions set may_enrol_until = clock_timestamp() - interval '1 second';
select is(accounts.is_enrolment_allowed(p_session => sha256('ops')), false, 'and later it may not');
select finish();
rollback;
