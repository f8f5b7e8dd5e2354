begin; select plan(10);
\ir ../fixtures/one_vehicle.psql
select pg_temp.intent('ref1', :vehicle_id, 6000, 'paid') \g /dev/null
update mobile_money.payment_intents set checkout_sealed = '\x01', created_at = now() - interval '31 days';
select pg_temp.intent('ref2', :vehicle_id, 6000, 'pushed') \g /dev/null
update mobile_money.payment_intents set checkout_sealed = '\x01', created_at = now() - interval '31 days'
  where payment_ref = 'ref2';
insert into ussd.ussd_sessions (session_id, phone_hash, service_code, lang, state, last_at, ended_at)
values ('old', sha256('ref1'), '*384#', 'sw', 'start', now() - interval '91 days', now() - interval '91 days'),
       ('new', sha256('ref1'), '*384#', 'sw', 'start', now() - interval '89 days', now() - interval '89 days'),
       ('open', sha256('ref1'), '*384#', 'sw', 'start', now() - interval '99 days', null);
insert into messaging.outbox_done (outbox_id, topic, key, attempts, created_at, done_at)
  values (1, 'sms', 'a', 1, now(), now() - interval '401 days'), (2, 'sms', 'b', 1, now(), now());
insert into messaging.deliveries (provider_id, status, reported_at) values ('a', 'Success', now() - interval '91 days');
insert into messaging.inbound (provider_id, text_sealed, received_at) values ('a', '\x01', now() - interval '181 days');
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('u'), '\x01', '126')
  returning user_id \gset
insert into accounts.devices (user_id, device_hash, last_seen_at)
  values (:user_id, sha256('gone'), now() - interval '401 days'),
       (:user_id, sha256('here'), now() - interval '401 days'), (:user_id, sha256('new'), now() - interval '399 days');
select accounts.open_session(p_user_id => :user_id, p_session => sha256('s'), p_previous => null) \g /dev/null
update accounts.sessions
  set device_id = (select d.device_id from accounts.devices d where d.device_hash = sha256('here'));
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('m'), '\x01', '127')
  returning user_id as maker \gset
insert into access.role_changes (kind, user_id, role, scope_kind, scope_id, reason, made_by, made_at)
values ('grant', :user_id, 'crew', 'vehicle', :vehicle_id, 'sababu', :maker, now() - interval '31 days');
insert into payouts.vendors (name, kind, channel, short_code, tail, made_by)
  values ('Kongo Fuel', 'fuel', 'till', '123456', '3456', :maker) returning vendor_id \gset
insert into payouts.voucher_tries (vendor_id, tried_at)
  values (:vendor_id, now() - interval '31 days'), (:vendor_id, now() - interval '29 days');
select is(privacy.apply_retention(p_at => now(), p_limit => 100), 8::bigint, 'rows older than their period are ended');
select is((select string_agg(session_id, ' ' order by session_id) from ussd.ussd_sessions), 'new open',
  'a USSD session that is younger or still open stays');
select is((select checkout_sealed from mobile_money.payment_intents where payment_ref = 'ref2'), '\x01'::bytea,
  'an unanswered prompt keeps the operator''s id');
select is((select checkout_sealed from mobile_money.payment_intents where payment_ref = 'ref1'), null,
  'an old intent stays, without the operator''s id');
select set_eq($$ select device_hash from accounts.devices $$, $$ values (sha256('here')), (sha256('new')) $$,
  'an old device is deleted, unless it has a session');
select is((select count(*) from payouts.voucher_tries), 1::bigint, 'so do the wrong codes of vouchers');
select is((select state from access.role_changes), 'withdrawn', 'a proposal about a crew expires after a month');
select is((select count(*) from privacy.retention_runs), (select count(*) from privacy.retention_periods),
  'each kind has a row about its runs');
select is(privacy.apply_retention(p_at => now(), p_limit => 100), 0::bigint, 'a second run finds nothing');
insert into privacy.retention_periods (kind, keep_days) values ('unknown', 1);
select throws_ok($$ select privacy.apply_retention(p_at => now(), p_limit => 1) $$, 'LFV97', null,
  'a kind without a rule is an error');
select finish(); rollback;
