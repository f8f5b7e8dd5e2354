begin; select plan(3);
\ir ../fixtures/person.psql
select accounts.open_session(p_user_id => pg_temp.person(), p_session => sha256('one'), p_previous => null);
select account.choose_lang(p_session => sha256('one'), p_lang => 'en');
select is((select lang from accounts.users where phone_hash = sha256('0700')), 'en', 'the language is stored');
select throws_ok($$ select account.choose_lang(p_session => sha256('one'), p_lang => 'fr') $$, 'LFV63', null,
  'an unknown language is refused');
select throws_ok($$ select account.choose_lang(p_session => sha256('two'), p_lang => 'en') $$, 'LFA60', null,
  'a session that does not exist is refused');
select finish(); rollback;
