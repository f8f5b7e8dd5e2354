begin;
set constraints all immediate;
select plan(4);
\ir ../fixtures/signed_in.psql
select user_id as owner_user from accounts.sessions where session_hash = sha256('owner') \gset
select lives_ok(format($$ select accounts.notify_person(p_user_id => %s, p_key => 'sms_disabled') $$, :owner_user),
  'somebody is told');
select is((select payload ->> 'phone_hash' from messaging.outbox where key like 'sms\_disabled/%'),
  encode(sha256('phone of owner'), 'hex'), 'on their own phone');
select matches((select payload ->> 'text' from messaging.outbox where key like 'sms\_disabled/%'),
  'imefungwa [0-9]{2}/[0-9]{2} [0-9]{2}:[0-9]{2}', 'and when it was');
select throws_ok(format($$ select accounts.notify_person(p_user_id => %s, p_key => 'no_such_text') $$, :owner_user),
  'LFN50', null, 'in words that there are');
select finish();
rollback;
