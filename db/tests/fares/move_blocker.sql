begin; select plan(6);
\ir ../fixtures/credit.psql
\ir ../fixtures/crew.psql
create function pg_temp.why(p_receipt text default 'MVB0000001', p_at interval default '0') returns text
  language sql as $$
  select fares.move_blocker(p_receipt, (select vehicle_id from fleet.vehicles where plate = 'KZZ 002B'),
    now() + p_at) $$;
select pg_temp.confirm(pg_temp.incoming('MVB0000001', p_payer_hash => sha256('sim'))) \g /dev/null
select is(pg_temp.why(), 'closed', 'a vehicle without a rule takes no fare');
select fares.set_split_rule(:other_vehicle_id, '2020-01-01 00:00+03', 200, 0, array['profit'], array[10000], 'profit',
  'test') \g /dev/null
select is(pg_temp.why(), null, 'nothing forbids it');
select is(pg_temp.why(p_at => '19 minutes'), null, 'for 20 minutes');
update fleet.vehicles set state = 'closed' where plate = 'KZZ 002B';
select is(pg_temp.why(), 'closed', 'a closed vehicle takes no fare');
update fleet.vehicles set state = 'active';
-- A seat that the conductor was shown.
select pg_temp.join_trip() as trip_id \gset
select pg_temp.opens('mpesa') \g /dev/null
select fares.reserve_seats(pg_temp.newest_ref(), :vehicle_id, 1, now()),
  pg_temp.confirm(pg_temp.incoming('MVB0000002', '60.00', pg_temp.account_of(pg_temp.newest_ref()))) \g /dev/null
select is(pg_temp.why('MVB0000002'), null, 'a seat that nobody checked');
update fares.seats set checked_at = now(), checked_by = pg_temp.crew_id('juma');
select is(pg_temp.why('MVB0000002'), 'checked', 'one that the conductor has checked stays');
select * from finish(); rollback;
