begin;
\ir ../fixtures/one_vehicle.psql
select fleet.set_stage_fares(p_route_id => :route_id, p_band => 'peak', p_amounts_cents => array[4000, 6000],
  p_effective_from => '2026-01-01 00:00+03') \g /dev/null
select f.stage_fare_id as fare_id, s.stage_id from fleet.stage_fares f join fleet.stages s using (stage_id)
  where s.name = 'Kawangware' \gset
create function pg_temp.check(p_cents bigint, p_seats int, p_stage_id bigint, p_fare_id bigint) returns text
  language sql as $$
  select 'ok'
    from mobile_money.check_quote(p_vehicle_id => (select vehicle_id from fleet.vehicles where plate = 'KZZ 001A'),
    p_amount_cents => p_cents, p_seats => p_seats, p_stage_id => p_stage_id, p_stage_fare_id => p_fare_id) $$;
select plan(10);
select is(pg_temp.check(18000, 3, :stage_id, :fare_id), 'ok', 'three seats at the quoted price');
select is(pg_temp.check(1000, 1, null, null), 'ok', 'the smallest amount, typed');
select is(pg_temp.check(500000, 1, null, null), 'ok', 'the largest amount, typed');
select throws_ok('select pg_temp.check(900, 1, null, null)', 'LFV40', null, 'below the smallest');
select throws_ok('select pg_temp.check(500100, 1, null, null)', 'LFV40', null, 'above the largest');
select throws_ok('select pg_temp.check(6050, 1, null, null)', 'LFV41', null, 'half a shilling can''t be asked for');
select throws_ok(format('select pg_temp.check(5000, 1, %s, %s)', :stage_id, :fare_id), 'LFV42', null,
  'a price that was never shown');
select throws_ok(format('select pg_temp.check(6000, 1, %s, null)', :stage_id), 'LFV42', null,
  'a stage without its price');
select throws_ok(format('select pg_temp.check(6000, 1, %s + 1, %s)', :stage_id, :fare_id), 'LFV42', null,
  'the price of another stage');
insert into fleet.stage_fares (stage_id, band, amount_cents, effective_from) values (:stage_id, 'peak', 8000, now());
select is(pg_temp.check(6000, 1, :stage_id, :fare_id), 'ok', 'a quoted price holds although a newer one is in force');
select finish();
rollback;
