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

select pg_temp.ask(r) from unnest(array['wait', 'cancelled', 'paid', 'odd', 'done']) r;
update mobile_money.payment_intents set state = 'pushed', checkout_sealed = '\xc1';
select is(worker.note_query(p_payment_ref => 'wait', p_result_code => '4999'), 'pushed', 'still processing: nothing is known');
select is(worker.note_query('wait', '500.001.1001'), 'pushed', 'an overloaded operator says nothing either');
select is(worker.note_query('cancelled', '1032'), 'failed', 'cancelled by the passenger');
select is(worker.note_query('paid', '0'), 'unknown', 'paid, but nothing is posted without its receipt');
select is(worker.note_query('odd', '31415'), 'unknown', 'a code nobody knows is no failure');
update mobile_money.payment_intents set state = 'paid' where payment_ref = 'done';
select is(worker.note_query('done', '1032'), 'paid', 'what was paid stays paid');
select is(worker.note_query('nobody', '0'), null, 'no such payment');
select finish();
rollback;
