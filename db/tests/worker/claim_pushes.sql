begin;
set constraints all immediate;
select plan(8);
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

select pg_temp.ask('ref1');
create temp table got as select * from worker.claim_pushes(p_limit => 10, p_lease_seconds => 60);
select results_eq($$ select attempt, payment_ref, account_ref, amount, phone_sealed from got $$,
  $$ values (1, 'ref1', '4628-ref1', '60', '\x5ea1'::bytea) $$, 'all that the prompt needs, in whole shillings');
select is_empty($$ select * from worker.claim_pushes(10, 60) $$, 'held by the first claim');
select pg_temp.ask('old');
update mobile_money.payment_intents set created_at = now() - interval '61 seconds' where payment_ref = 'old';
select is_empty($$ select * from worker.claim_pushes(10, 60) $$, 'one that waited over a minute is never sent');
select is(pg_temp.state('old'), 'expired', 'it is written off');
select is(pg_temp.job('old'), null, 'and out of the outbox');
select is((select times_raised from messaging.alarms where kind = 'prompts_unsent'), 1, 'that a passenger saw no prompt is an alarm');
select pg_temp.ask('paid');
update mobile_money.payment_intents set state = 'paid' where payment_ref = 'paid';
select is_empty($$ select * from worker.claim_pushes(10, 60) $$, 'one that was paid meanwhile is never sent');
select is(pg_temp.state('paid'), 'paid', 'and stays paid');
select finish();
rollback;
