begin; select plan(12);
\ir ../fixtures/crew.psql
create function pg_temp.fail(p_sim text, p_times int, p_ago interval, p_known text default 'no') returns void language
  sql as $$ insert into accounts.pin_failures (phone_hash, vehicle_id, is_known, failed_at) select sha256(p_sim::bytea),
  (select min(vehicle_id) from fleet.vehicles), p_known = 'known', now() - p_ago from generate_series(1, p_times) $$;
create function pg_temp.pause(p_sim text, p_vehicle bigint default null) returns int language sql as $$
  select accounts.pin_pause(p_phone_hash => sha256(p_sim::bytea),
    p_vehicle_id => coalesce(p_vehicle, (select min(vehicle_id) from fleet.vehicles)), p_at => now()) $$;
select pg_temp.fail('four', 4, '1 minute') \g /dev/null
select is(pg_temp.pause('four'), 0, 'four wrong PINs are no pause');
select pg_temp.fail('four', 1, '0 seconds') \g /dev/null
select is(pg_temp.pause('four'), 30, 'five are a pause of half an hour');
select is(pg_temp.pause('four', :other_vehicle_id), 30, 'for every vehicle');
select is(pg_temp.pause('juma'), 0, 'but for no other phone');
update accounts.pin_failures set failed_at = failed_at - interval '29 minutes 30 seconds';
select is(pg_temp.pause('four'), 1, 'one minute of it is left');
update accounts.pin_failures set failed_at = failed_at - interval '30 seconds';
select is(pg_temp.pause('four'), 0, 'it is over');
select pg_temp.fail('four', 1, '0 seconds') \g /dev/null
select is(pg_temp.pause('four'), 0, 'then there are five tries again');
delete from accounts.pin_failures;
select pg_temp.fail('s' || n, 3, '1 minute') from generate_series(1, 3) n \g /dev/null
select is(pg_temp.pause('s4'), 0, 'nine by unknown phones are no pause');
select pg_temp.fail('s4', 1, '1 minute') \g /dev/null
select is(pg_temp.pause('s5'), 29, 'the tenth stops all unknown phones, also those that have not tried');
select is(pg_temp.pause('s5', :other_vehicle_id), 0, 'at this vehicle only');
select is(pg_temp.pause('juma'), 0, 'but not its crew');
delete from accounts.pin_failures;
select pg_temp.fail('juma', 4, '1 minute', 'known'), pg_temp.fail('asha', 4, '1 minute', 'known'),
  pg_temp.fail('otieno', 4, '1 minute', 'known') \g /dev/null
select is(pg_temp.pause('s5'), 0, 'the crew''s own wrong PINs stop no unknown phone');
select finish(); rollback;
