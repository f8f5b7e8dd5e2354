begin; select plan(5);
\ir ../fixtures/usual_days.psql
create function pg_temp.expected(p_from time, p_to time, p_on date default '2026-11-27') returns int language sql as $$
  select fares.expected_fares(p_owner_id => v.owner_id, p_vehicle_id => v.vehicle_id, p_zone => 'Africa/Nairobi',
    p_from => (p_on + p_from) at time zone 'Africa/Nairobi', p_to => (p_on + p_to) at time zone 'Africa/Nairobi',
    p_horizon => '18446744073709551615')
    from fleet.vehicle_owners v join fleet.vehicles using (vehicle_id) where plate = 'KZZ 001A' $$;
select is(pg_temp.expected('10:00:01', '11:00'), 20, 'a fare every three minutes is 20 in an hour');
select is(pg_temp.expected('03:00', '04:00'), 0, 'none at night');
select is(pg_temp.expected('10:00', '11:00', '2026-11-28'), null, 'on another weekday nothing is usual');
select is(pg_temp.expected('10:00', '11:00', '2026-11-13'), 21, 'two such days are enough');
select is(pg_temp.expected('10:00', '11:00', '2026-11-06'), null, 'one is not');
select finish(); rollback;
