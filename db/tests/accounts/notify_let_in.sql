begin; select plan(3);
\ir ../fixtures/officials.psql
select accounts.notify_let_in(pg_temp.id('newcomer'), 'owner'), accounts.notify_let_in(pg_temp.id('newcomer'), 'crew')
  \g /dev/null
select is((select count(*) from messaging.outbox where key like 'sms_let_in/%'), 2::bigint, 'one for each role');
select ok((select bool_or(payload ->> 'text' like '%lipafare.example%') from messaging.outbox), 'it says where');
update accounts.users set password_salt = sha256('x'), password_params = 'm=19456,t=2,p=1', password_verifier =
  sha256('x')
 where user_id = pg_temp.id('ops');
select accounts.notify_let_in(pg_temp.id('ops'), 'finance') \g /dev/null
select is(pg_temp.notified('sms_let_in/%/finance/%'), null, 'who can sign in already needs none');
select finish(); rollback;
