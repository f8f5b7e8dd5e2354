begin; select plan(21);
\ir ../fixtures/one_vehicle.psql
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('sim'), '\x5ea1', '126'),
  (sha256('other'), '\x5ea1', '904');
create function pg_temp.pay(p_sim text default 'sim', p_cents bigint default 6000, p_at interval default '0')
  returns table (outcome text, payment_ref text, account_ref text) language sql as $$
  select * from mobile_money.open_intent(p_phone_hash => sha256(p_sim::bytea),
  p_vehicle_id => (select vehicle_id from fleet.vehicles), p_amount_cents => p_cents, p_credit_cents => 0,
  p_top_up_of => null, p_seats => 1,
  p_stage_id => null, p_stage_fare_id => null, p_lang => 'sw', p_session_id => 's1', p_at => now() + p_at) $$;
select pg_temp.remember() \g /dev/null
select throws_ok($$ select pg_temp.pay('stranger') $$, 'LFN40', null, 'a SIM that never dialled us is refused');
select throws_ok($$ select pg_temp.pay('sim', 10) $$, 'LFV40', null, 'an amount that the menu refuses is refused');
select is(pg_temp.changed(), 'nothing', 'a refusal changes nothing');
select outcome, payment_ref as ref, account_ref as account from pg_temp.pay() \gset
select is(:'outcome'::text, 'opened'::text, 'an intent is opened');
select matches(:'ref'::text, '^[0-9a-f]{32}$', 'the reference in M-Pesa''s address can''t be guessed');
select matches(:'account'::text, '^4628-[0-9A-HJKMNP-TV-Z]{5}$', 'the account number is the door code and a tag');
select is(fleet.find_vehicle(p_account => :'account', p_at => now()), :vehicle_id::bigint, 'it leads to the vehicle');
select is((select count(*)::int from messaging.outbox where topic = 'stk_push' and key = :'ref'), 1, 'with its prompt');
select is((select count(*) from messaging.outbox where payload <> '{}'), 0::bigint, 'without personal data');
select is((select row(outcome, payment_ref)::text from pg_temp.pay(p_at => '80 seconds')),
  row('waiting', :'ref'::text)::text, 'the same payment within 90 seconds waits for the first');
select is((select outcome from pg_temp.pay(p_cents => 7000)), 'opened', 'another amount is another payment');
select is((select outcome from pg_temp.pay('other')), 'opened', 'so is another SIM');
select is((select outcome from pg_temp.pay(p_at => '100 seconds')), 'opened', 'and the same after 90 seconds');
select is((select count(*) from mobile_money.payment_intents), 4::bigint, 'there are four intents');
-- The limit is now four prompts in four minutes.
update config.rate_limits set burst = 4, refill_ms = 60000 where limit_name = 'prompt';
select throws_ok($$ select pg_temp.pay('other', 9000, '239 seconds') $$,
  'LFB90', null, 'a vehicle that was sent all its prompts must wait');
savepoint limits;
select is((select outcome from pg_temp.pay('other', 9000, '240 seconds')), 'opened', 'later there is room again');
rollback to limits;
delete from config.rate_limits where limit_name = 'prompt';
select is((select outcome from pg_temp.pay('other', 9000)), 'opened', 'without a limit there is no wait');
rollback to limits;
update config.rate_limits set burst = 100 where limit_name = 'prompt';
insert into fleet.pilot_entries (kind, phone_hash, valid_from) values ('sim', sha256('sim'), now());
select is((select outcome from pg_temp.pay('other', 8000, '1 second')), 'not_in_pilot', 'a SIM outside is not asked');
delete from fleet.pilot_entries;
update fleet.door_codes set valid_to = now();
select is((select outcome from pg_temp.pay('other', 8000)), 'closed', 'so is a vehicle without a door code');
update fleet.vehicles set state = 'closed';
select is((select outcome from pg_temp.pay(p_cents => 8000)), 'closed', 'a closed vehicle takes no payment');
select is((select count(*) from mobile_money.payment_intents), 4::bigint, 'neither left an intent');
select finish(); rollback;
