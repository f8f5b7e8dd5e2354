begin; select plan(11);
\ir ../fixtures/one_vehicle.psql
select fleet.set_stage_fares(p_route_id => :route_id,
  p_band => 'peak', p_amounts_cents => array[4000, 6000], p_effective_from => '2026-01-01 00:00+03') \g /dev/null
select f.stage_fare_id as fare_id,
  s.stage_id from fleet.stage_fares f join fleet.stages s using (stage_id) where s.name = 'Kawangware' \gset
create function pg_temp.check(p_cents bigint, p_seats int, p_stage_id bigint, p_fare_id bigint,
  p_plate text default 'KZZ 001A') returns text language sql as $$ select 'ok'
  from mobile_money.check_quote(p_vehicle_id => (select vehicle_id from fleet.vehicles where plate = p_plate),
  p_amount_cents => p_cents, p_seats => p_seats, p_stage_id => p_stage_id, p_stage_fare_id => p_fare_id) $$;
select is(pg_temp.check(18000, 3, :stage_id, :fare_id), 'ok', 'three seats at the quoted price are accepted');
select is(pg_temp.check(1000, 1, null, null), 'ok', 'so is the smallest typed amount');
select is(pg_temp.check(500000, 1, null, null), 'ok', 'and the largest');
select throws_ok(format('select pg_temp.check(%s, 1, %L, %L)', t.cents, t.stage, t.fare), t.code, null,
  t.sentence || ' is refused') from (values (900, null::bigint, null::bigint, 'LFV40', 'less than the smallest amount'),
  (500100, null, null, 'LFV40', 'more than the largest'),
  (6050, null, null, 'LFV41', 'half a shilling'), (5000, :stage_id, :fare_id, 'LFV42', 'a price that was never shown'),
  (6000, :stage_id, null, 'LFV42', 'a stage without its price'),
  (6000, :stage_id + 1, :fare_id, 'LFV42', 'the price of another stage')) as t(cents, stage, fare, code, sentence);
select fleet.register_vehicle('KZZ 002B', fleet.register_route(:sacco_id, '23', 'Odeon-Kangemi',
  array['Odeon', 'Kangemi']), :owner_id, 33, '2020-01-01') \g /dev/null
select throws_ok(format($$ select pg_temp.check(6000, 1, %s, %s, 'KZZ 002B') $$, :stage_id, :fare_id), 'LFV42', null,
  'the price of another route is refused');
insert into fleet.stage_fares (stage_id, band, amount_cents, effective_from) values (:stage_id, 'peak', 8000, now());
select is(pg_temp.check(6000, 1, :stage_id, :fare_id), 'ok', 'a quoted price holds although a newer one is in force');
select finish(); rollback;
