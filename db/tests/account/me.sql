begin;
set constraints all immediate;
select plan(2);
insert into accounts.users (phone_hash, phone_sealed, phone_last3, lang) values (sha256('0700'), '\x01', '126', 'en');
select accounts.open_session(p_user_id => (select user_id from accounts.users where phone_hash = sha256('0700')),
                             p_session => sha256('one'), p_previous => null);
select access.grant_role((select user_id from accounts.users where phone_hash = sha256('0700')), 'ops', 'platform',
  null);
update accounts.sessions set proved_at = now();
select is(account.me(p_session => sha256('one')), '{"lang": "en", "homes": ["ops"]}',
  'who came in, and where they belong');
select throws_ok($$ select account.me(p_session => sha256('two')) $$, 'LFA60', null, 'nobody else is told anything');
select finish();
rollback;
