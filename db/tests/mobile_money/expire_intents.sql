begin;
set constraints all immediate;
select plan(7);
-- A SIM, a vehicle and a payment that the SIM asked for.
insert into security.phones (phone_hash, phone_sealed, phone_last3) values (sha256('sim'), '\x5ea1', '126');
insert into fleet.saccos (name) values ('Test Line');
insert into fleet.routes (sacco_id, number, corridor) select sacco_id, '46', 'Kencom-Kawangware' from fleet.saccos where name = 'Test Line';
insert into fleet.vehicles (sacco_id, route_id, plate, seats)
select sacco_id, route_id, 'KZZ 900A', 14 from fleet.routes join fleet.saccos using (sacco_id) where name = 'Test Line';
create function pg_temp.ask(p_ref text) returns void language sql as $$
  insert into mobile_money.payment_intents (payment_ref, account_ref, vehicle_id, phone_hash, amount_cents, seats, lang)
  select p_ref, left('4628-' || p_ref, 12), vehicle_id, sha256('sim'), 6000, 1, 'sw' from fleet.vehicles where plate = 'KZZ 900A';
  select messaging.enqueue(p_topic => 'stk_push', p_key => p_ref, p_payload => '{}');
$$;
create function pg_temp.state(p_ref text) returns text language sql as $$
  select state from mobile_money.payment_intents where payment_ref = p_ref;
$$;
create function pg_temp.job(p_ref text) returns bigint language sql as $$
  select outbox_id from messaging.outbox where topic = 'stk_push' and key = p_ref;
$$;

select pg_temp.ask(r) from unnest(array['new', 'old', 'seen', 'paid']) r;
update mobile_money.payment_intents set created_at = now() - interval '11 minutes' where payment_ref <> 'new';
update mobile_money.payment_intents set state = 'unknown', result_code = '0' where payment_ref = 'seen';
update mobile_money.payment_intents set state = 'paid' where payment_ref = 'paid';
select is(mobile_money.expire_intents(), 1, 'one prompt was never answered');
select is(pg_temp.state('old'), 'expired', 'it is written off');
select is(pg_temp.state('new'), 'created', 'one that still has time is not');
select is(pg_temp.state('seen'), 'unknown', 'and one the operator says is paid is not either');
select mobile_money.expire_intents();
select is((select times_raised from messaging.alarms where kind = 'paid_without_receipt' and subject = 'seen'), 1, 'that one rings, once');
update mobile_money.payment_intents set state = 'paid' where payment_ref = 'seen';
select is(mobile_money.expire_intents(), 0, 'nothing left to expire');
select is((select acknowledged_reason from messaging.alarms where kind = 'paid_without_receipt' and subject = 'seen'), 'the receipt arrived', 'the alarm ends by itself when the receipt arrives');
select finish();
rollback;
