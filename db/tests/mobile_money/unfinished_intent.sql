begin;
\ir ../fixtures/one_vehicle.psql
select plan(8);
select pg_temp.intent('aaaaa', :vehicle_id, 6000) \g /dev/null
update mobile_money.payment_intents set created_at = now();
create function pg_temp.open(p_cents bigint, p_at timestamptz) returns text language sql as $$
  select payment_ref from mobile_money.unfinished_intent(p_phone_hash => sha256('aaaaa'),
  p_vehicle_id => (select vehicle_id from fleet.vehicles), p_amount_cents => p_cents, p_at => p_at) $$;
select is(pg_temp.open(6000, now() + interval '89 seconds'), 'aaaaa', 'a prompt is open for 90 seconds');
select is(pg_temp.open(6000, now() + interval '90 seconds'), null, 'and no longer');
select is(pg_temp.open(7000, now()), null, 'another amount is another payment');
select is(pg_temp.open(null, now()), 'aaaaa', 'asked for any amount, it is found');
update mobile_money.payment_intents set pushed_at = now() + interval '30 seconds';
select is(pg_temp.open(6000, now() + interval '95 seconds'), 'aaaaa', 'the time runs from when the prompt went out');
update mobile_money.payment_intents set state = 'unknown';
select is(pg_temp.open(6000, now()), 'aaaaa', 'a prompt that may be on the phone counts as open');
update mobile_money.payment_intents set state = 'failed';
select is(pg_temp.open(6000, now()), null, 'after a wrong PIN or a refusal one may try again at once');
update mobile_money.payment_intents set state = 'paid';
select is(pg_temp.open(6000, now()), null, 'what is paid waits for nothing');
select finish();
rollback;
