begin; select plan(2);
\ir ../fixtures/person.psql
update accounts.users set lang = 'en';
select accounts.open_session(p_user_id => pg_temp.person(), p_session => sha256('one'), p_previous => null);
select access.grant_role(pg_temp.person(), 'ops', 'platform', null);
update accounts.sessions set proved_at = now();
select is(account.me(p_session => sha256('one')) #- '{viewer,may}', '{"lang": "en", "viewer": {"homes": ["ops"],
  "last3": "126", "name_sealed": null, "scopes": []}}', 'language and pages of the signed-in person');
select throws_ok($$ select account.me(p_session => sha256('two')) $$, 'LFA60', null, 'an unknown session is refused');
select finish(); rollback;
