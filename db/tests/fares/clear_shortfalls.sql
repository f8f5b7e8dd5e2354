-- Scenario 6: pays 60 for 80; the list shows -20; a top-up clears it, once.
begin; select plan(24);
\ir ../fixtures/credit.psql
\ir ../fixtures/crew.psql
select pg_temp.join_trip() \g /dev/null
update fleet.trips set opened_at = now() - interval '1 hour';
create function pg_temp.pays(p_receipt text, p_amount text, p_account text default '4628', p_who text default 'sim')
  returns text language sql as $$
  select pg_temp.confirm(pg_temp.incoming(p_receipt, p_amount, p_account, p_payer_hash => sha256(p_who::bytea),
    p_time => pg_temp.trans_time(clock_timestamp()))) $$;
create function pg_temp.short(p_receipt text) returns text language sql as $$
  select concat_ws(' ', state, due_cents, cleared_by_receipt) from fares.shortfalls where receipt = p_receipt $$;
create function pg_temp.list() returns text language sql as $$
  select string_agg(concat_ws(' ', r ->> 'cents', '-' || (r ->> 'due_cents')), ', ' order by r ->> 'at', r ->> 'cents')
    from jsonb_array_elements(fares.trip_card((select min(vehicle_id) from fleet.vehicles), clock_timestamp(), 1, 9)
      -> 'rows') r where r ->> 'state' = 'paid' $$;
select pg_temp.opens('mpesa', 8000) \g /dev/null
select is(pg_temp.pays('SHO0000001', '60.00'), 'posted', '60 of 80');
select is((select amount_cents from fares.fares), 6000::bigint, 'the fare is what was paid');
select is(pg_temp.short('SHO0000001'), 'open 2000', '20 lack');
select is(pg_temp.list(), '6000 -2000', 'the list says so');
select is((select payload ->> 'text' from messaging.outbox where key = 'SHO0000001/sms_short'),
  messaging.say('sms_short', 'sw', array['20', 'SHO0000001', config.setting('ussd_code')]),
    'the passenger hears of it');
select matches(pg_temp.dial('', 'd1'), '^CON Nauli yako ya gari 4628 bado KES 20.\n1 Lipa KES 20',
  'the menu begins with it');
savepoint short;

-- By USSD.
select matches(pg_temp.dial('1', 'd1'), '^CON Lipa KES 20 iliyobaki ya nauli', 'key 1: the confirm screen');
select matches(pg_temp.dial('1*1', 'd1'), '^END Weka PIN', 'key 1 again: the prompt');
select is((select row(amount_cents, top_up_of)::text from mobile_money.payment_intents where top_up_of is not null),
  '(2000,SHO0000001)', 'for the rest');
select is((select count(*) from fares.seats where payment_ref = pg_temp.newest_ref()), 0::bigint, 'it takes no seat');
select is(pg_temp.pays('SHO0000002', '20.00', pg_temp.account_of(pg_temp.newest_ref())), 'posted', 'it is paid');
select is(pg_temp.short('SHO0000001'), 'cleared 0 SHO0000002', 'nothing lacks');
select is(pg_temp.list(), '8000 -0', 'the list shows one fare of 80');
select is(pg_temp.pays('SHO0000003', '20.00'), 'posted', 'another 20 at the PayBill');
select is((select count(*) from fares.top_ups), 1::bigint, 'are a fare of their own');
select doesnt_match(pg_temp.dial('', 'd2'), 'bado KES', 'the menu is the ordinary one');
select is(pg_temp.faults(), null, 'the ledger holds');
rollback to short;

-- At the PayBill, in two parts; more than lacks is another fare, and so is another payer's.
select pg_temp.pays('SHO0000004', '25.00'), pg_temp.pays('SHO0000005', '20.00', p_who => 'friend') \g /dev/null
select is(pg_temp.short('SHO0000001'), 'open 2000', 'not by more than lacks, nor by somebody else');
select pg_temp.pays('SHO0000006', '15.00') \g /dev/null
select is(pg_temp.short('SHO0000001'), 'open 500', 'a part');
select pg_temp.pays('SHO0000006', '15.00') \g /dev/null
select is(pg_temp.short('SHO0000001'), 'open 500', 'the same message again: once');
select pg_temp.pays('SHO0000007', '5.00') \g /dev/null
select is(pg_temp.short('SHO0000001'), 'cleared 0 SHO0000007', 'the rest');
rollback to short;
-- On the next trip it is another fare.
update fares.shortfalls set opened_at = now() - interval '1 hour';
select fleet.start_trip(:vehicle_id, pg_temp.crew_id('asha'), clock_timestamp() + interval '1 minute') \g /dev/null
select pg_temp.confirm(pg_temp.incoming('SHO0000008', '20.00', p_payer_hash => sha256('sim'),
  p_time => pg_temp.trans_time(clock_timestamp() + interval '2 minutes'))) \g /dev/null
select is(pg_temp.short('SHO0000001'), 'open 2000', 'on the next trip it is another fare');
-- By credit.
rollback to short;
select pg_temp.credit('SHO0000009', '50.00') \g /dev/null
select pg_temp.dial('1', 'd1') \g /dev/null
select matches(pg_temp.dial('1*3', 'd1'), '^END Umelipa KES 20 kwa salio', 'credit can pay it');
select is((select state from fares.shortfalls), 'cleared', 'at once');
select * from finish(); rollback;
