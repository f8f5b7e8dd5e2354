begin;
\ir ../fixtures/one_vehicle.psql
select plan(7);
select pg_temp.intent('ref1', :vehicle_id, 6000, 'paid') \g /dev/null
update mobile_money.payment_intents set checkout_sealed = '\x01', created_at = now() - interval '31 days';
select pg_temp.intent('ref2', :vehicle_id, 6000, 'pushed') \g /dev/null
update mobile_money.payment_intents set checkout_sealed = '\x01', created_at = now() - interval '31 days' where payment_ref = 'ref2';
insert into ussd.ussd_sessions (session_id, phone_hash, service_code, lang, state, last_at, ended_at)
values ('old', sha256('ref1'), '*384#', 'sw', 'start', now() - interval '91 days', now() - interval '91 days'),
       ('new', sha256('ref1'), '*384#', 'sw', 'start', now() - interval '89 days', now() - interval '89 days'),
       ('open', sha256('ref1'), '*384#', 'sw', 'start', now() - interval '99 days', null);
insert into messaging.outbox_done (outbox_id, topic, key, attempts, created_at, done_at) values (1, 'sms', 'a', 1, now(), now() - interval '401 days'), (2, 'sms', 'b', 1, now(), now());
insert into messaging.deliveries (provider_id, status, reported_at) values ('a', 'Success', now() - interval '91 days');
insert into messaging.inbound (provider_id, text_sealed, received_at) values ('a', '\x01', now() - interval '181 days');
select is(security.apply_retention(p_at => now(), p_limit => 100), 5::bigint, 'what is older than its period goes');
select is((select string_agg(session_id, ' ' order by session_id) from ussd.ussd_sessions), 'new open', 'what is younger or not over stays');
select is((select checkout_sealed from mobile_money.payment_intents where payment_ref = 'ref2'), '\x01'::bytea, 'a prompt that nobody has answered keeps it');
select is((select checkout_sealed from mobile_money.payment_intents where payment_ref = 'ref1'), null, 'the intent stays, the operator''s id of it goes');
select is((select count(*) from security.retention_runs), (select count(*) from security.retention_periods), 'each kind says what was done');
select is(security.apply_retention(p_at => now(), p_limit => 100), 0::bigint, 'again there is nothing');
insert into security.retention_periods (kind, keep_days, meaning) values ('souls', 1, 'x');
select throws_ok($$ select security.apply_retention(p_at => now(), p_limit => 1) $$, 'LFV97', null, 'a kind without a way to end it is an error of ours');
select * from finish();
rollback;
