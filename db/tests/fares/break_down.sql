-- Scenario 31: a vehicle breaks down with 11 paid seats, 4 of whose passengers have alighted.
begin; select plan(15);
\ir ../fixtures/credit.psql
\ir ../fixtures/crew.psql
insert into fleet.stages (route_id, position, name) values (:route_id, 4, 'Uthiru');
select pg_temp.join_trip() as trip_id \gset
update fleet.trips set opened_at = now() - interval '1 hour';
create function pg_temp.stage(p_name text) returns bigint language sql as $$
  select stage_id from fleet.stages where name = p_name $$;
-- A passenger asks for seats to a stage and pays.
create function pg_temp.rides(p_receipt text, p_stage text, p_seats int, p_cents bigint) returns text
  language plpgsql as $$
declare v_account text := pg_temp.intent(lower(substr(p_receipt, 6)), (select min(vehicle_id) from fleet.vehicles),
  p_cents);
begin
  update mobile_money.payment_intents set seats = p_seats, stage_id = pg_temp.stage(p_stage)
   where account_ref = v_account;
  return pg_temp.confirm(pg_temp.incoming(p_receipt, (p_cents / 100)::text, v_account));
end $$;
create function pg_temp.back(p_receipt text) returns bigint language sql as $$
  select sum(amount_cents)::bigint from fares.refunds where receipt = p_receipt $$;
select pg_temp.rides('BRK00AAAA1', 'Yaya', 3, 12000), pg_temp.rides('BRK00AAAA2', 'Yaya', 1, 4000),
  pg_temp.rides('BRK00AAAA3', 'Kawangware', 2, 12000), pg_temp.rides('BRK00AAAA4', 'Uthiru', 4, 40000) \g /dev/null
-- One more at the PayBill: to the last stage; and one whose payer nobody knows.
select pg_temp.confirm(pg_temp.incoming('BRK00AAAA5', '100.00', p_payer_hash => sha256('sim'))),
  pg_temp.confirm(pg_temp.incoming('BRK00AAAA6', '100.00')) \g /dev/null
select is((select sum(seats)::int from fares.breakdown_parts(:trip_id, pg_temp.stage('Yaya'))), 8, 'who rides on');
select is(fares.break_down(:trip_id, -1, pg_temp.crew_id('juma'), now()) ->> 'outcome', 'not_found', 'no such stage');
select is(fares.break_down(-1, pg_temp.stage('Yaya'), pg_temp.crew_id('juma'), now()) ->> 'outcome', 'not_found',
  'no such trip');
select is(fares.break_down(:trip_id, pg_temp.stage('Yaya'), pg_temp.crew_id('juma'), now()),
  '{"outcome": "broken_down", "seats": 7, "cents": 39332, "without": 1}', 'seven seats get the rest of their way back');
select is(pg_temp.back('BRK00AAAA1'), null, 'who was to alight there has arrived');
select is(pg_temp.back('BRK00AAAA3'), 6000::bigint, 'to the third of four stages: half of the way lacks');
select is(pg_temp.back('BRK00AAAA4'), 26666::bigint, 'to the last: two thirds, in whole cents, rounded down');
select is(pg_temp.back('BRK00AAAA5'), 6666::bigint, 'a payer at the PayBill rides to the last');
select is(pg_temp.available(), 6666::bigint, 'and has it as credit');
select is((select count(*) from messaging.outbox where key like 'refund/%'), 3::bigint, 'each is told');
select is(fares.break_down(:trip_id, pg_temp.stage('Kencom'), pg_temp.crew_id('juma'), now()) - 'seats',
  '{"outcome": "known", "cents": 39332}', 'pressing again does nothing');
select is((select sum(amount_cents)::bigint from fares.refunds), 39332::bigint, 'each was given back once');
select is((select sum(cents)::bigint from fares.breakdown_parts(:trip_id, pg_temp.stage('Kencom')) b
  where b.cents > (select sum(left_cents) from fares.refundable(b.receipt))), null, 'never more than is left');
select is(pg_temp.faults(), null, 'the ledger holds');
select throws_ok($$ delete from fares.breakdowns $$, 'LFA10', null, 'it is kept');
select * from finish(); rollback;
