begin; select plan(6);
\ir ../fixtures/credit.psql
\ir ../fixtures/crew.psql
select fares.set_split_rule(:other_vehicle_id, '2020-01-01 00:00+03', 200, 0, array['profit'], array[10000], 'profit',
  'test'), pg_temp.join_trip(), fleet.join_trip(:other_vehicle_id, pg_temp.crew_id('asha'), now()) \g /dev/null
update fleet.trips set opened_at = now() - interval '1 hour', word =
  case vehicle_id when :vehicle_id then 'SIMBA' else 'TEMBO' end;
select pg_temp.opens('mpesa') \g /dev/null
select pg_temp.newest_ref() as ref \gset
select fares.reserve_seats(:'ref', :vehicle_id, 1, now()),
  pg_temp.confirm(pg_temp.incoming('MVS0000001', '60.00', pg_temp.account_of(:'ref'))) \g /dev/null
select is(fares.seat_label(:'ref'), 'SIMBA 1', 'a passenger of one vehicle');
select is(fares.move_fare('MVS0000001', :other_vehicle_id, null, now()), 'moved', 'is in the other one');
select is(fares.seat_label(:'ref'), 'TEMBO 1', 'and has a number there');
select is((select array_agg(concat_ws(' ', state, receipt) order by trip_id) from fares.seats),
  array['released', 'paid MVS0000001-2'], 'the old number is free');
select is((select count(*)::int from fares.trip_fares((select trip_id from fleet.trips where word = 'SIMBA'))), 0,
  'it is not on the first trip');
select is((select array_agg(receipt) from fares.trip_fares((select trip_id from fleet.trips where word = 'TEMBO'))),
  array['MVS0000001-2'], 'but on the other');
select * from finish(); rollback;
