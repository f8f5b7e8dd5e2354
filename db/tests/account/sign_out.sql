begin;
set constraints all immediate;
select plan(3);
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('0700'), '\x01', '126');
select accounts.open_session(p_user_id => (select user_id from accounts.users where phone_hash = sha256('0700')),
                             p_session => sha256('one'), p_previous => null);
select account.sign_out(p_session => sha256('one'));
select throws_ok($$ select account.me(p_session => sha256('one')) $$, 'LFA60', null,
  'after leaving, the token opens nothing');
select lives_ok($$ select account.sign_out(p_session => sha256('one')) $$, 'leaving twice is leaving');
select is((select count(*)::int from audit.change_log where action = 'sign_out'), 1,
  'and stands once in the audit log');
select finish();
rollback;
