begin;
set constraints all immediate;
select plan(6);
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

select pg_temp.ask('ref1'), pg_temp.ask('ref2');
select messaging.enqueue('test', 'a', '{}');
select * from worker.claim_pushes(1, 60);
select * from worker.claim_jobs('test', 1, 60);
update messaging.outbox set lease_until = now() - interval '1 second' where state = 'leased';
create temp table sent as select key from messaging.outbox where topic = 'stk_push' and state = 'leased';
select is(worker.release_leases(), 2, 'two workers died');
select is(pg_temp.state((select key from sent)), 'unknown', 'the prompt may be on the phone: nobody knows');
select is(pg_temp.job((select key from sent)), null, 'so it is never sent again');
select is((select count(*) from worker.claim_pushes(10, 60)), 1::bigint, 'the prompt nobody had taken is');
select is((select count(*) from worker.claim_jobs('test', 10, 60)), 1::bigint, 'a message goes to another worker');
select is(worker.release_leases(), 0, 'nothing left to release');
select finish();
rollback;
