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

select pg_temp.ask('ref1'), pg_temp.ask('lost'), pg_temp.ask('paid');
update mobile_money.payment_intents set state = 'pushed', checkout_sealed = '\xc1', query_after = now() - interval '1 second';
update mobile_money.payment_intents set checkout_sealed = null, state = 'unknown' where payment_ref = 'lost';
update mobile_money.payment_intents set result_code = '0', state = 'unknown' where payment_ref = 'paid';
select results_eq($$ select payment_ref, checkout_sealed from worker.claim_queries(p_limit => 10) $$, $$ values ('ref1', '\xc1'::bytea) $$,
  'only what can be asked about and is worth asking');
select results_eq($$ select queries, query_after > now() + interval '10 seconds' from mobile_money.payment_intents where payment_ref = 'ref1' $$,
  $$ values (1, true) $$, 'the next question comes later');
select is_empty($$ select * from worker.claim_queries(10) $$, 'no second worker asks meanwhile');
update mobile_money.payment_intents set query_after = now() - interval '1 second', queries = 7 where payment_ref = 'ref1';
select is((select count(*) from worker.claim_queries(10)), 1::bigint, 'asked again when it is time');
select ok((select query_after > now() + interval '5 minutes' from mobile_money.payment_intents where payment_ref = 'ref1'), 'ever more rarely');
update mobile_money.payment_intents set query_after = now() - interval '1 second', state = 'failed' where payment_ref = 'ref1';
select is_empty($$ select * from worker.claim_queries(10) $$, 'not when it is finished');
select finish();
rollback;
