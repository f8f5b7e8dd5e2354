begin;
\ir ../fixtures/signed_in.psql
set constraints all immediate;
select plan(4);
select is(security.may_enrol(p_session => sha256('ops')), false, 'a password is not enough');
update security.sessions set may_enrol_until = clock_timestamp() + interval '1 minute' where session_hash = sha256('ops');
select is(security.may_enrol(p_session => sha256('ops')), true, 'until then it may');
select is(security.may_enrol(p_session => sha256('owner')), false, 'no other session may');
update security.sessions set may_enrol_until = clock_timestamp() - interval '1 second';
select is(security.may_enrol(p_session => sha256('ops')), false, 'and later it may not');
select finish();
rollback;
