begin; select plan(4);
\ir ../fixtures/signed_in.psql
select is(accounts.is_enrolment_allowed(p_session => sha256('ops')), false, 'a password is not enough');
update accounts.sessions set may_enrol_until = clock_timestamp() + interval '1 minute'
  where session_hash = sha256('ops');
select is(accounts.is_enrolment_allowed(p_session => sha256('ops')), true, 'before the given time it is allowed');
select is(accounts.is_enrolment_allowed(p_session => sha256('owner')), false, 'in another session it is not');
update accounts.sessions set may_enrol_until = clock_timestamp() - interval '1 second';
select is(accounts.is_enrolment_allowed(p_session => sha256('ops')), false, 'after that time it is not');
select finish(); rollback;
