begin;
\ir ../fixtures/signed_in.psql
set constraints all immediate;
select plan(11);
update accounts.sessions set proved_at = null;
create function pg_temp.prove(p_session text, p_digits text) returns text language sql as $$
  select account.verify_phone(p_session => sha256(p_session::bytea), p_code_hash => sha256(p_digits::bytea)) $$;
select throws_ok($$ select pg_temp.prove('nobody', '123456') $$, 'LFA60', null, 'not without the password');
select is(pg_temp.prove('ops', '123456'), 'refused', 'no code was asked for');
select account.ask_enrolment_code(p_session => sha256('ops'), p_code_hash => sha256('123456'),
  p_code_sealed => '\x5ea1') \g /dev/null
select is(pg_temp.prove('ops', '654321'), 'refused', 'a wrong one');
select is(pg_temp.prove('owner', '123456'), 'refused', 'another person''s');
select is((select count(*) from accounts.sessions where may_enrol_until is not null), 0::bigint, 'opens nothing');
select is((select outcome from account.second_factor(p_session => sha256('ops'), p_secret_sealed => '\x01')), 'phone',
  'and shows no secret');
select is(pg_temp.prove('ops', '123456'), 'proved', 'the right one');
select is((select outcome from account.second_factor(p_session => sha256('ops'), p_secret_sealed => '\x01')), 'enrol',
  'shows the secret');
select is(pg_temp.prove('ops', '123456'), 'refused', 'once');
select throws_ok($$ select ops.home(p_session => sha256('ops')) $$, 'LFA85', null, 'no page opens by it');
select is((select sum(times) from audit.refusals where action = 'verify_phone' and detail ->> 'code' = 'wrong'),
  4::numeric, 'the wrong ones are counted');
select finish();
rollback;
