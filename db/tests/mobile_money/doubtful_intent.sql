begin; select plan(5);
\ir ../fixtures/one_vehicle.psql
select pg_temp.intent('aaaaa', :vehicle_id, 6000) \g /dev/null
update mobile_money.payment_intents set created_at = now();
create function pg_temp.find(p_at interval default '0') returns text language sql as $$
  select payment_ref from mobile_money.doubtful_intent(p_phone_hash => sha256('aaaaa'), p_at => now() + p_at) $$;
select is(pg_temp.find(), null, 'an open prompt is in no doubt');
select mobile_money.finish_intent('aaaaa', '1037', now()) \g /dev/null
select is(pg_temp.find('599 seconds'), 'aaaaa', 'one that M-Pesa gave up is');
select is(pg_temp.find('600 seconds'), null, 'for ten minutes');
select mobile_money.finish_intent('aaaaa', '1032', now()) \g /dev/null
select is(pg_temp.find(), null, 'one that was cancelled is not');
select is((select payment_ref from mobile_money.doubtful_intent(sha256('other'), now())), null, 'nor another SIM''s');
select finish(); rollback;
