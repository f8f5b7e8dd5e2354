begin; select plan(12);
-- Two SIMs that we know; a vehicle with a door code; a PayBill.
insert into privacy.phones (phone_hash, phone_sealed, phone_last3, lang) values (sha256('sim'), '\x5ea1', '126', 'sw'),
  (sha256('eng'), '\x5ea1', '904', 'en');
insert into fleet.saccos (name) values ('Test Line') returning sacco_id \gset
insert into fleet.owners (name) values ('Test Owner') returning owner_id \gset
select fleet.register_route(:sacco_id, '237', 'CBD-Thika', array['CBD', 'Langata Cemetery']) as route_id \gset
select fleet.register_vehicle('KZZ 900A', :route_id, :owner_id, 14, now() - interval '1 day') as v \gset
insert into fleet.door_codes (door_code, vehicle_id) values ('999999', :v);
select mobile_money.register_till('999222', 'KES', 100, 25000000, 'Africa/Nairobi');
insert into mobile_money.payment_intents (payment_ref,
  account_ref, vehicle_id, phone_hash, amount_cents, seats, lang, stage_id) select 'asked', '999999-ASKED',
  :v, sha256('eng'), 25000000, 2, 'en', stage_id from fleet.stages where name = 'Langata Cemetery' limit 1;
insert into mobile_money.payments (receipt,
  amount_cents, paid_at, state, vehicle_id, payment_ref, channel, payer_hash, short_code) select r, cents, paid_at,
  state, case state when 'posted' then :v end, ref, case when ref is null then 'paybill' else 'ussd' end, sha256(payer),
  '999222' from (values ('QKTEST0001', 6000, timestamptz '2026-11-23 07:14+03', 'posted', null, 'sim'::bytea),
  ('QKTEST0002', 6000, '2026-11-23 07:14+03', 'posted', null, null),
  ('QKTEST0003', 6050, '2026-11-23 07:14+03', 'posted', null, 'stranger'),
  ('QKTEST0004', 25000000, '2026-11-23 23:14+03', 'posted', 'asked', 'stranger'),
  ('QKTEST0005', 7000, '2026-11-23 07:14+03', 'suspense', null, 'sim')) as t(r, cents, paid_at, state, ref, payer);
create function pg_temp.sms(p_key text) returns text language sql as $$
  select payload ->> 'text' from messaging.outbox where topic = 'sms' and key = p_key $$;
create function pg_temp.phone(p_key text) returns text language sql as $$
  select payload ->> 'phone_hash' from messaging.outbox where topic = 'sms' and key = p_key $$;
select is(mobile_money.enqueue_receipt_sms(p_receipts => array['QKTEST0001',
    'QKTEST0002', 'QKTEST0003', 'QKTEST0004', 'QKTEST0005']), 3, 'unknown payers get nothing');
select is(pg_temp.sms('QKTEST0001'),
  'Lipa Fare: KES 60 imelipwa. Njia 237, gari 999999 KZZ 900A. Ref QKTEST0001 07:14. Tatizo? *384*46#',
  'a PayBill payer whose SIM we know gets a receipt');
select is(pg_temp.phone('QKTEST0001'), encode(sha256('sim'), 'hex'), 'the message names the person by keyed hash only');
select is(pg_temp.sms('QKTEST0004'),
  'Lipa Fare: KES 250,000 paid for 2 people. Route 237, vehicle 999999 KZZ 900A, Langata Cemetery. '
  'Ref QKTEST0004 23:14. Trouble? *384*46#',
  'a payer who dialled gets it in the language of the session, with people and stage');
select is(pg_temp.phone('QKTEST0004'), encode(sha256('eng'), 'hex'), 'the SIM that dialled gets it, whoever paid');
select is(pg_temp.sms('QKTEST0005/suspense'),
  'Lipa Fare: KES 70 imefika lakini gari halikutambulika. Ref QKTEST0005 07:14. Piga *384*46#, chagua Msaada, uweke '
  'Ref hii.', 'a payer in suspense reads how to claim the money');
select ok((select max(length(payload ->> 'text')) <= 160
    from messaging.outbox where topic = 'sms' and key like 'QKTEST%'), 'the longest message is one segment');
select is(mobile_money.enqueue_receipt_sms(array['QKTEST0001', 'QKTEST0005']), 0, 'a receipt is queued once');
update mobile_money.payments set state = 'placed',
  vehicle_id = :v, assigned_at = now(), assigned_by = 'user:7' where receipt = 'QKTEST0005';
select is(mobile_money.enqueue_receipt_sms(array['QKTEST0005']), 1, 'assigned suspense has one more message');
update privacy.phones set phone_sealed = '' where phone_hash = sha256('sim');
delete from messaging.outbox where key = 'QKTEST0005';
select is(mobile_money.enqueue_receipt_sms(array['QKTEST0005']), 0, 'none where the number was erased');
select * from worker.claim_jobs('sms', 100, 60);
select worker.finish_job(outbox_id, attempts, 'AT1') from messaging.outbox where key = 'QKTEST0001';
select is(mobile_money.enqueue_receipt_sms(array['QKTEST0001']), 0, 'a receipt that was sent is not queued again');
select is(mobile_money.enqueue_receipt_sms('{}'), 0, 'no receipts, no messages');
select finish(); rollback;
