begin; select plan(8);
\ir ../fixtures/usual_days.psql
create function pg_temp.silent(p_time time) returns text language sql as $$
  select string_agg(concat_ws(' ', s.plate, to_char(s.since at time zone 'Africa/Nairobi', 'HH24:MI'),
                              s.expected_fares), ', ')
    from fares.silent_vehicles(p_zone => 'Africa/Nairobi', p_horizon => '18446744073709551615',
                               p_moment => pg_temp.friday(p_time)) s $$;
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-27 10:00') \g /dev/null
select is(pg_temp.silent('10:14'), null, 'a few minutes without a fare are usual');
select is(pg_temp.silent('10:56'), null, 'eighteen fares that did not come are not enough');
select is(pg_temp.silent('11:00'), 'KZZ 001A 10:00 21', 'twenty are');
select pg_temp.fare('TKA0000002', :split_rule_id, 6000, '2026-11-27 11:01') \g /dev/null
select is(pg_temp.silent('11:05'), null, 'it ends with the next fare');
select is(pg_temp.silent('22:30'), null, 'outside service hours nobody is called silent');
update config.settings set value = '50' where setting = 'silent_gaps';
select is(pg_temp.silent('12:05'), null, 'gaps that are long enough count too');
select is(pg_temp.silent('13:35'), 'KZZ 001A 11:01 51', 'by the vehicle''s own hour');
update fleet.vehicles set state = 'closed' where plate = 'KZZ 001A';
select is(pg_temp.silent('13:35'), null, 'a vehicle that can take no fares is not silent');
select finish(); rollback;
