begin; select plan(8);
\ir ../fixtures/one_vehicle.psql
select pg_temp.intent('ref1', :vehicle_id, 6000, 'paid') \g /dev/null
insert into ussd.ussd_sessions (session_id, phone_hash, service_code, lang, state)
  values ('s1', sha256('ref1'), '*384#', 'sw', 'start');
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('ref1'), '\x01', '126');
insert into messaging.outbox (topic, key, payload)
  values ('sms', 'k', jsonb_build_object('phone_hash', encode(sha256('ref1'), 'hex'), 'text', 'x'));
select is(privacy.rename_phone(p_from => sha256('ref1'), p_to => sha256('new')), 4,
  'intent, session, account and the phone itself are moved');
select is((select count(*) from privacy.phones where phone_hash = sha256('ref1')), 0::bigint, 'the old hash is gone');
select is((select phone_hash from mobile_money.payment_intents), sha256('new'), 'the intent has the new one');
select is((select payload ->> 'phone_hash' from messaging.outbox), encode(sha256('new'), 'hex'), 'so has the SMS');
select is(privacy.rename_phone(p_from => sha256('ref1'), p_to => sha256('new')), 0, 'a second call moves nothing');
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('ref1'), '\x02', '126');
select is(privacy.rename_phone(p_from => sha256('ref1'), p_to => sha256('new')), 1, 'two hashes become one');
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('ref1'), '\x01', '126');
select is(privacy.rename_phone(p_from => sha256('ref1'), p_to => sha256('new')), 0, 'an account there is not replaced');
select throws_ok($$ select privacy.rename_phone(p_from => sha256('new'), p_to => '\x00') $$, 'LFV96', null,
  'a hash must have 32 bytes');
select finish(); rollback;
