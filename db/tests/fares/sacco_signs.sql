begin; select plan(4);
\ir ../fixtures/sacco.psql
create function pg_temp.signs(p_sacco bigint) returns text language sql as $$
  select string_agg(concat_ws(' ', s.plate, s.route, s.sign, to_char(s.last_at, 'HH24:MI'), s.usual_cents,
    s.target_cents),
                    ', ' order by s.plate)
    from fares.sacco_signs(p_sacco_ids => array[p_sacco], p_on => '2026-11-20', p_zone => 'Africa/Nairobi',
      p_horizon => '18446744073709551615', p_moment => '2026-11-20 10:00+03') s $$;
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-13 07:10'),
  pg_temp.fare('TKA0000002', :split_rule_id, 4000, '2026-11-20 09:10') \g /dev/null
update fleet.vehicles set target_cents = 450000 where plate = 'KZZ 001A';
select is(pg_temp.signs(:sacco_id), 'KZZ 001A 46 receiving 09:10 6000 450000, KZZ 002B 46 no_code',
  'each vehicle has its sign, last fare, usual takings and target');
select is(pg_temp.signs(:foreign_sacco_id), 'KZZ 900Z 111 no_rule', 'a vehicle without a split can''t take fares');
update fleet.vehicles set sacco_id = :foreign_sacco_id, route_id = :foreign_route_id where plate = 'KZZ 001A';
update fleet.vehicles set in_sacco_since = '2026-11-20 09:30+03' where plate = 'KZZ 001A';
select is(pg_temp.signs(:foreign_sacco_id), 'KZZ 001A 111 receiving 450000, KZZ 900Z 111 no_rule',
  'the new SACCO does not learn when it took a fare before, nor how much');
select is(pg_temp.signs(null), null, 'no SACCO, no vehicles');
select finish(); rollback;
