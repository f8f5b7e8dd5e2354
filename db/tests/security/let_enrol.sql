begin;
\ir ../fixtures/signed_in.psql
set constraints all immediate;
select plan(2);
select security.let_enrol(p_session => sha256('ops')) \g /dev/null
select is((select session_hash from security.sessions where may_enrol_until is not null), sha256('ops'), 'this session, no other');
select cmp_ok((select may_enrol_until from security.sessions where session_hash = sha256('ops')), '<=', clock_timestamp() + interval '15 minutes', 'for as long as a secret is offered');
select finish();
rollback;
