-- A passenger with fares is erased: sealed data is gone, the ledger is unchanged.
begin; select plan(28);
\ir ../fixtures/signed_in.psql
select pg_temp.intent('ref1', :vehicle_id, 6000, 'pushed') as account_ref \gset
select is(pg_temp.confirm(pg_temp.incoming('QAA0000001', '60', :'account_ref', p_payer_hash => sha256('ref1'))),
  'posted', 'a passenger has a fare');
insert into ussd.ussd_sessions (session_id, phone_hash, service_code, lang, state, input)
  values ('s1', sha256('ref1'), '*384#', 'sw', 'start', '4628*1');
insert into accounts.pin_failures (phone_hash, vehicle_id, is_known, failed_at)
  values (sha256('ref1'), :vehicle_id, false, now());
insert into config.buckets (limit_name, per, key, full_at) values ('ussd', 'sim', sha256('ref1'), now()),
  ('ussd', 'sim', sha256('another'), now());
insert into messaging.inbound (provider_id, phone_hash, phone_last3, text_sealed)
  values ('m1', sha256('ref1'), '126', '\x5ea1');
select is((select outcome from mobile_money.settle_payments(p_kind => 'c2b_confirmation', p_received_at => now(),
  p_messages => array[pg_temp.incoming('QAA0000007', p_amount => 'NaN', p_payer_hash => sha256('ref1'))])),
    'quarantine', 'and a message in quarantine');
select ledger.close_cutoff();
select pg_temp.remember() \g /dev/null
create function pg_temp.erase(p_who text) returns jsonb language sql as $$
  select privacy.erase_phone(p_phone_hash => sha256(p_who::bytea), p_by => 'user:1', p_reason => 'asked by letter') $$;
select pg_temp.intent('ref2', :vehicle_id, 6000, 'pushed') \g /dev/null
select is(pg_temp.erase('ref2') ->> 'outcome', 'unfinished', 'while a payment is on its way nobody is erased');
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('rich'), '\x01', '127');
select mobile_money.settle_payments(p_kind => 'c2b_confirmation', p_messages => array[pg_temp.incoming('QAA0000009',
  p_amount => '1500', p_payer_hash => sha256('rich'))], p_received_at => now()) \g /dev/null
select is(pg_temp.erase('rich') ->> 'outcome', 'unfinished', 'nor while M-Pesa has to report one');
select pg_temp.intent('ref3', :vehicle_id, 150000, 'pushed') \g /dev/null
select mobile_money.settle_payments(p_kind => 'c2b_confirmation', p_messages => array[pg_temp.incoming('QAA0000008',
  p_amount => '1500', p_account => '')], p_received_at => now()), mobile_money.link_payment(p_receipt => 'QAA0000008',
  p_payment_ref => 'ref3', p_vehicle_id => :vehicle_id) \g /dev/null
select is((select (p.payer_hash is null, v.state, pg_temp.erase('ref3') ->> 'outcome')::text
  from mobile_money.payments p join mobile_money.verifications v using (receipt) where p.receipt = 'QAA0000008'),
  '(t,wanted,unfinished)', 'even if the payer is hidden and only the prompt names the phone');
select pg_temp.keep_message(pg_temp.incoming('QAA0000006', p_account => '',
  p_payer_hash => sha256('waits'))) \g /dev/null
select is(pg_temp.erase('waits') ->> 'outcome', 'unfinished', 'nor while a message about theirs is pending');
select is(pg_temp.erase('phone of owner') ->> 'outcome', 'holds_role', 'nor a person with a role');
select is(pg_temp.erase('who') ->> 'outcome', 'unknown', 'nothing is held about an unknown phone');
select pg_temp.remember() \g /dev/null
select is(pg_temp.erase('ref1'), '{"outcome": "erased", "messages": 2, "sessions": 1, "sms": 1, "unlinked": 5}',
  'the phone is erased');
select is(pg_temp.changed(),
  'accounts.pin_failures config.buckets loyalty.loyalty_accounts messaging.inbound messaging.outbox '
  'mobile_money.mpesa_callbacks '
  || 'mobile_money.payment_intents mobile_money.payments privacy.erasures privacy.phones ussd.ussd_sessions',
    'nothing else changed, the ledger and the fares among it');
select is((select count(*) from accounts.pin_failures), 0::bigint, 'the wrong PINs are deleted');
select is((select array_agg(key) from config.buckets where per = 'sim'), array[sha256('another')],
  'so is the count of their USSD sessions, and no other');
select is_empty($$ select 1 from audit.ledger_proof where faults <> 0 $$, 'the ledger is proved');
create view pg_temp.bodies as select * from mobile_money.mpesa_callbacks join mobile_money.callback_bodies
  using (callback_id);
select is_empty($$ select from pg_temp.bodies where receipt = 'QAA0000001' $$, 'the operator''s message has no body');
select is((select (payer_hash <> sha256('ref1'), not exists (select from pg_temp.bodies
    where receipt = 'QAA0000007'))::text
  from mobile_money.mpesa_callbacks where receipt = 'QAA0000007'), '(t,t)', 'nor has the one in quarantine');
select is((select amount_cents from mobile_money.payments where receipt = 'QAA0000001'
  and payer_hash <> sha256('ref1')), 6000::bigint, 'the payment stays and belongs to nobody');
select is((select count(*) from privacy.phones where phone_hash = sha256('ref1')), 0::bigint, 'the phone is not known');
select is((select count(*) from privacy.phones where phone_sealed = '' and phone_last3 = '000'), 1::bigint,
  'a row without a number stands for it');
select is(pg_temp.erase('ref1') ->> 'outcome', 'unknown', 'a second call finds nothing');
select telco.dial_ussd(p_session_id => 'again', p_input => '', p_input_mode => 'cumulative',
  p_phone_hash => sha256('ref1'), p_phone_sealed => '\x5ea1',
    p_phone_last3 => '126', p_network => '63902', p_service_code => '*384*46#') \g /dev/null
select is((select phone_sealed from privacy.phones where phone_hash = sha256('ref1')), '\x5ea1'::bytea,
  'dialling again makes a new phone');
select results_eq($$ select pg_temp.confirm(pg_temp.incoming('QAA0000002', '60',
  (select account_ref from mobile_money.payment_intents where payment_ref = 'ref1'))),
  (select count(*) from messaging.outbox where key like 'QAA0000002%') $$,
  $$ values ('suspense', 0::bigint) $$, 'a second payment of an erased person is held, and nobody is written to');
-- An owner.
insert into fleet.owners (name, phone_hash, phone_sealed, phone_last3, id_number_sealed)
  values ('Jane', sha256('jane'), '\x01', '126', '\x02') returning owner_id as jane_id \gset
select fleet.transfer_vehicle(:vehicle_id, :jane_id, now(), 'test') \g /dev/null
select is(pg_temp.erase('jane') ->> 'outcome', 'owns_vehicle', 'who owns a vehicle is not erased');
select fleet.transfer_vehicle(:vehicle_id, :stranger_id, clock_timestamp(), 'test') \g /dev/null
select is(pg_temp.erase('jane') ->> 'outcome', 'erased', 'who has sold it is');
select is((select row(name, phone_sealed, phone_last3, id_number_sealed)::text from fleet.owners
  where owner_id = :jane_id), '(-,"\\x",000,)', 'name, phone and id number are gone');
-- Somebody to whom money went.
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('paid'), '\x01', '126')
  returning user_id as paid_id \gset
select pg_temp.move('for a payout', :trust, :profit, 10000) \g /dev/null
select payouts.open(p_payout => jsonb_populate_record(null::payouts.payouts, jsonb_build_object('kind', 'withdrawal',
    'party_kind', 'user', 'party_id', :paid_id, 'channel', 'phone', 'tail', '126', 'amount_cents', 10000,
    'fee_cents', 0, 'currency', 'KES', 'needs_approval', false, 'phone_hash', sha256('paid'), 'phone_sealed', '\x0a')),
  p_sub_wallet_ids => array[:profit], p_cents => array[10000]) as payout_id \gset
select is(pg_temp.erase('paid') ->> 'outcome', 'unfinished', 'not while a payout is on its way');
select telco.settle_payout(p_payout_ref => payout_ref, p_result_code => '0', p_said_receipt => 'QOUT000001',
  p_said_amount => '100', p_said_at => null, p_said_utility => null, p_said_working => null, p_body_sealed => '\x5ea1',
  p_body_sha256 => sha256('result')) from payouts.payouts where payout_id = :payout_id \g /dev/null
select is(pg_temp.erase('paid') ->> 'outcome', 'erased', 'but when it has ended');
select is((select row(phone_sealed, receipt, phone_hash <> sha256('paid'))::text from payouts.payouts),
  '("\\x",QOUT000001,t)', 'the payout stays, without the number');
select is_empty($$ select from pg_temp.bodies where kind = 'payout_result' $$,
  'the operator''s result, which names the receiver, has no body');
select finish(); rollback;
