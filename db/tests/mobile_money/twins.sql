begin; select plan(6);
\ir ../fixtures/one_vehicle.psql
select pg_temp.intent(r, :vehicle_id, 6000) from unnest(array['ab3xy', 'cd4xy']) r;
update mobile_money.payment_intents set phone_hash = sha256('ab3xy'), state = 'paid', receipt = 'QAA0000001'
 where payment_ref = 'cd4xy';
create function pg_temp.twins() returns text[] language sql as $$
  select array(select mobile_money.twins(p_intent => i)) from mobile_money.payment_intents i
   where payment_ref = 'ab3xy' $$;
select is(pg_temp.twins(), array['QAA0000001'], 'same SIM, vehicle and amount within minutes');
update mobile_money.payment_intents set created_at = created_at + interval '11 minutes' where payment_ref = 'ab3xy';
select is(pg_temp.twins(), '{}', 'not later');
update mobile_money.payment_intents set created_at = created_at - interval '11 minutes', amount_cents = 7000
 where payment_ref = 'ab3xy';
select is(pg_temp.twins(), '{}', 'nor of another amount');
update mobile_money.payment_intents set amount_cents = 6000, top_up_of = 'QAA0000009' where payment_ref = 'ab3xy';
select is(pg_temp.twins(), '{}', 'nor the rest of a fare');
update mobile_money.payment_intents set top_up_of = null where payment_ref = 'ab3xy';
select is(pg_temp.twins(), array['QAA0000001'], 'as it was');
update mobile_money.payment_intents set state = 'pushed' where payment_ref = 'cd4xy';
select is(pg_temp.twins(), '{}', 'nor one that is not paid');
select finish(); rollback;
