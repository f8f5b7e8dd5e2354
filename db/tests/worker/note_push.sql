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

select pg_temp.ask('ref1'), pg_temp.ask('fast'), pg_temp.ask('late');
create temp table got as select * from worker.claim_pushes(10, 60);
create function pg_temp.note(p_ref text) returns text language sql as $$
  select worker.note_push(p_outbox_id => outbox_id, p_attempt => attempt, p_payment_ref => p_ref,
    p_merchant_request_id => 'M-' || p_ref, p_checkout_sealed => convert_to('C-' || p_ref, 'UTF8')) from got where payment_ref = p_ref;
$$;
select is(pg_temp.note('ref1'), 'pushed', 'the prompt is out');
select results_eq($$ select checkout_sealed, query_after > now() + interval '50 seconds' from mobile_money.payment_intents where payment_ref = 'ref1' $$,
  $$ values ('C-ref1'::bytea, true) $$, 'the operator is asked about it in a minute');
select is((select provider_id from messaging.outbox_done where topic = 'stk_push' and key = 'ref1'), 'M-ref1', 'the job is done');
select is(pg_temp.note('ref1'), 'pushed', 'saying it twice changes nothing');
update mobile_money.payment_intents set state = 'paid' where payment_ref = 'fast';
select is(pg_temp.note('fast'), 'paid', 'a result quicker than its acknowledgement stays');
update mobile_money.payment_intents set state = 'unknown' where payment_ref = 'late';
select is(pg_temp.note('late'), 'pushed', 'a worker given up for dead reports after all: now we can ask');
select is(worker.note_push(-1, 1, 'nobody', 'M', 'C'), null, 'no such payment');
select finish();
rollback;
