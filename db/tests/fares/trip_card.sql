begin; select plan(12);
\ir ../fixtures/crew.psql
create function pg_temp.card(p_from int, p_limit int) returns jsonb language sql as $$
  select fares.trip_card(p_vehicle_id => v.vehicle_id, p_at => now(), p_from => p_from, p_limit => p_limit)
  from fleet.vehicles v where v.plate = 'KZZ 001A' $$;
select is(pg_temp.card(1, 10) ->> 'trip_id', null, 'a vehicle on no trip has no trip_id');
select fleet.join_trip(p_vehicle_id => :vehicle_id,
  p_user_id => pg_temp.crew_id('juma'), p_at => now()) as trip_id \gset
select pg_temp.ride() \g /dev/null
create temporary table card as select pg_temp.card(1, 2) as c;
select is((select row(c ->> 'fares', c ->> 'cents', c ->> 'plate', c ->> 'code', c ->> 'route')::text from card),
  row('3', '22000', 'KZZ 001A', '4628', '46')::text,
  'the card counts fares since the trip began, of this vehicle only');
select is((select jsonb_agg(jsonb_build_array(r -> 'cents', r -> 'seats', r -> 'stage', r -> 'last3', r -> 'channel'))
    from card, jsonb_array_elements(c -> 'rows') r),
  '[[4000, null, null, "126", "paybill"], [12000, 2, "Kawangware", "126", "ussd"]]',
  'the newest fares come first, as many as asked for');
select is(pg_temp.card(3, 2) #>> '{rows,0,cents}', '6000', 'from the row asked for');
select is((select c ->> 'since' from card), to_jsonb((select opened_at at time zone 'Africa/Nairobi'
    from fleet.trips)) #>> '{}', 'times are on the market''s clock');
select is((select count(*) from card, jsonb_array_elements(c -> 'rows') r,
    jsonb_object_keys(r) k where k in ('receipt', 'phone', 'payer_hash')), 0::bigint, 'nothing identifies a passenger');
-- Seats: waited for, given up, paid late.
update fleet.trips set word = 'SIMBA';
select pg_temp.intent('w1', :vehicle_id, 5000), fares.reserve_seats('w1', :vehicle_id, 1, now()) \g /dev/null
create function pg_temp.newest() returns text language sql as $$
  select concat_ws(' ', r ->> 'state', r ->> 'label', r ->> 'is_checked') from
    (select pg_temp.card(1, 1) #> '{rows,0}' as r) c $$;
select is(pg_temp.newest(), 'waiting SIMBA 1 false', 'a passenger is on the list from the confirm key on');
select is((select row(c ->> 'fares', c ->> 'waiting')::text from pg_temp.card(1, 1) c), '(3,1)', 'but has not paid');
select fares.release_seats(p_payment_refs => array['w1']) \g /dev/null
select is(pg_temp.newest(), 'paid false', 'and goes when the prompt fails');
select pg_temp.fare('W', 'KZZ 001A', 5000, '0', 'w1'), fares.confirm_seats(p_receipts => array['W']) \g /dev/null
select is(pg_temp.newest(), 'paid SIMBA 1 false', 'money that comes late is listed under its number');
update fares.seats set checked_at = now(), checked_by = pg_temp.crew_id('juma');
select is(pg_temp.newest(), 'paid SIMBA 1 true', 'which the conductor checks');
select is((pg_temp.card(1, 1) ->> 'crew_cents')::bigint, 0::bigint, 'no rule has a part for the crew');
select finish(); rollback;
