begin; select plan(4);
\ir ../fixtures/signed_in.psql
select lives_ok($$ select accounts.notify_person(p_user_id => pg_temp.id('owner'), p_key => 'sms_disabled') $$,
  'an SMS is queued');
select is(pg_temp.notified('sms\_disabled/%'), array[pg_temp.id('owner')], 'for the person''s own phone');
select matches((select payload ->> 'text' from messaging.outbox where key like 'sms\_disabled/%'),
  'imefungwa [0-9]{2}/[0-9]{2} [0-9]{2}:[0-9]{2}', 'with the time');
select throws_ok($$ select accounts.notify_person(p_user_id => pg_temp.id('owner'), p_key => 'no_such_text') $$,
  'LFN50', null, 'an unknown text is refused');
select finish(); rollback;
