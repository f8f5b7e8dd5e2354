begin; select plan(12);
\ir ../fixtures/one_vehicle.psql
select pg_temp.intent('aaaaa', :vehicle_id, 6000) \g /dev/null
update mobile_money.payment_intents set created_at = now();
create function pg_temp.find(p_cents bigint default 6000, p_at interval default '0') returns text language sql as $$
  select payment_ref from mobile_money.unfinished_intent(p_phone_hash => sha256('aaaaa'),
  p_vehicle_id => (select vehicle_id from fleet.vehicles), p_amount_cents => p_cents, p_at => now() + p_at) $$;
select is(pg_temp.find(p_at => '89 seconds'), 'aaaaa', 'a prompt is open for 90 seconds');
select is(pg_temp.find(p_at => '90 seconds'), null, 'and no longer');
select is(pg_temp.find(7000), null, 'another amount is another payment');
select is(pg_temp.find(null), 'aaaaa', 'without an amount any is found');
select is((select f.payment_ref from mobile_money.unfinished_intent(sha256(t.sim), t.vehicle, 6000, now()) f), null,
  t.sentence) from (values ('aaaaa'::bytea, -1::bigint, 'another vehicle is another payment'),
  ('bbbbb', :vehicle_id, 'another SIM has none')) t(sim, vehicle, sentence);
insert into mobile_money.payment_intents (payment_ref, account_ref, vehicle_id, phone_hash, amount_cents, seats, lang,
  state, created_at) select 'older', '4628-OLDER', vehicle_id, phone_hash, 6000, 1, 'sw', 'pushed',
  now() - interval '10 seconds' from mobile_money.payment_intents;
select is(pg_temp.find(), 'aaaaa', 'of two the newer counts');
delete from mobile_money.payment_intents where payment_ref = 'older';
update mobile_money.payment_intents set pushed_at = now() + interval '30 seconds';
select is(pg_temp.find(p_at => '95 seconds'), 'aaaaa', 'the time begins when the prompt was sent');
create function pg_temp.find_in(p_state text) returns text language sql as $$
  update mobile_money.payment_intents set state = p_state; select pg_temp.find() $$;
select is(pg_temp.find_in('unknown'), 'aaaaa', 'a prompt that may be on the phone is open');
update mobile_money.payment_intents set result_code = '1037';
select is(pg_temp.find_in('unknown'), null, 'one that M-Pesa gave up is not');
select is(pg_temp.find_in('failed'), null, 'after a failure the passenger may try again at once');
select is(pg_temp.find_in('paid'), null, 'a paid intent is finished');
select finish(); rollback;
