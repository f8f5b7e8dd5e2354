begin; select plan(3);
\ir ../fixtures/person.psql
select accounts.open_session(p_user_id => pg_temp.person(), p_session => sha256('one'), p_previous => null);
select account.sign_out(p_session => sha256('one'));
select throws_ok($$ select account.me(sha256('one')) $$, 'LFA60', null, 'after it the token opens nothing');
select lives_ok($$ select account.sign_out(p_session => sha256('one')) $$, 'a second sign-out changes nothing');
select is((select count(*)::int from audit.change_log where action = 'sign_out'), 1, 'the audit log has it once');
select finish(); rollback;
