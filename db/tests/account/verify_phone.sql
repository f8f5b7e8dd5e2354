begin; select plan(11);
\ir ../fixtures/signed_in.psql
update accounts.sessions set proved_at = null;
create function pg_temp.verify(p_session text, p_digits text) returns text language sql as $$
  select account.verify_phone(p_session => sha256(p_session::bytea), p_code_hash => sha256(p_digits::bytea)) $$;
select throws_ok($$ select pg_temp.verify('nobody', '123456') $$, 'LFA60', null, 'no password in the session: refused');
select is(pg_temp.verify('ops', '123456'), 'refused', 'a code that was not sent is refused');
select account.ask_enrolment_code(p_session => sha256('ops'), p_code_hash => sha256('123456'),
  p_code_sealed => '\x5ea1') \g /dev/null
select is(pg_temp.verify('ops', '654321'), 'refused', 'a wrong code is refused');
select is(pg_temp.verify('owner', '123456'), 'refused', 'another person''s code is refused');
select is((select count(*) from accounts.sessions where may_enrol_until is not null), 0::bigint,
  'none of these lets a session set up an app');
select is((select outcome from account.second_factor(p_session => sha256('ops'), p_secret_sealed => '\x01')), 'phone',
  'or shows a secret');
select is(pg_temp.verify('ops', '123456'), 'proved', 'the right code is accepted');
select is((select outcome from account.second_factor(p_session => sha256('ops'), p_secret_sealed => '\x01')), 'enrol',
  'and shows the secret');
select is(pg_temp.verify('ops', '123456'), 'refused', 'it is right only once');
select throws_ok($$ select ops.home(p_session => sha256('ops')) $$, 'LFA85', null, 'no page opens by it');
select is((select sum(times) from audit.refusals where action = 'verify_phone' and detail ->> 'code' = 'wrong'),
  4::numeric, 'the wrong ones are counted');
select finish(); rollback;
