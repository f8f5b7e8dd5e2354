begin;
set constraints all immediate;
select plan(3);
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('0700'), '\x01', '126');
select accounts.open_session(p_user_id => (select user_id from accounts.users where phone_hash = sha256('0700')),
                             p_session => sha256('one'), p_previous => null);
select account.choose_lang(p_session => sha256('one'), p_lang => 'en');
select is((select lang from accounts.users where phone_hash = sha256('0700')), 'en', 'the language is remembered');
select throws_ok($$ select account.choose_lang(p_session => sha256('one'), p_lang => 'fr') $$, 'LFV63', null,
  'one that we do not speak is refused');
select throws_ok($$ select account.choose_lang(p_session => sha256('two'), p_lang => 'en') $$, 'LFA60', null,
  'so is somebody not signed in');
select finish();
rollback;
