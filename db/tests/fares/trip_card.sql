begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(6);
select is(fares.trip_card(p_vehicle_id => :vehicle_id, p_at => now(), p_from => 1, p_limit => 10) ->> 'trip_id',
  null, 'on no trip');
select fleet.join_trip(p_vehicle_id => :vehicle_id,
  p_user_id => pg_temp.crew_id('juma'), p_at => now()) as trip_id \gset
select pg_temp.ride() \g /dev/null

create temporary table card as select fares.trip_card(p_vehicle_id => :vehicle_id,
  p_at => now(), p_from => 1, p_limit => 2) as c;
select is((select row(c ->> 'fares', c ->> 'cents', c ->> 'plate', c ->> 'code', c ->> 'route')::text from card),
  row('3', '22000', 'KZZ 001A', '4628', '46')::text, 'who paid since it began: not before, not in another vehicle');
select is((select jsonb_agg(jsonb_build_array(r -> 'cents', r -> 'seats', r -> 'stage', r -> 'last3', r -> 'channel'))
    from card, jsonb_array_elements(c -> 'rows') r),
  '[[4000, null, null, "126", "paybill"], [12000, 2, "Kawangware", "126", "ussd"]]',
  'newest first, as many as asked for');
select is(fares.trip_card(p_vehicle_id => :vehicle_id, p_at => now(), p_from => 3, p_limit => 2) #>> '{rows,0,cents}',
  '6000', 'and from where');
select is((select c ->> 'since' from card),
  to_jsonb((select opened_at at time zone 'Africa/Nairobi' from fleet.trips)) #>> '{}', 'on the market''s clock');
select is((select count(*) from card, jsonb_array_elements(c -> 'rows') r, jsonb_object_keys(r) k
    where k in ('receipt', 'phone', 'payer_hash')), 0::bigint, 'nothing by which a passenger could be found');
select finish();
rollback;
