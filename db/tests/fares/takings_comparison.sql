begin; select plan(10);
\ir ../fixtures/signed_in.psql
create function pg_temp.compare(p_period text, p_from date, p_cents bigint, p_local text) returns jsonb language sql
  as $$ select fares.takings_comparison(p_owner_ids => array[r.owner_id], p_vehicle_ids => array[r.vehicle_id],
  p_period => p_period, p_from => p_from, p_cents => p_cents, p_zone => 'Africa/Nairobi',
  p_horizon => '18446744073709551615'::xid8, p_moment => p_local::timestamp at time zone 'Africa/Nairobi')
  from fares.split_rules r where cardinality(r.purposes) = 5 $$;
select is(pg_temp.compare('day', '2026-11-22', 1000, '2026-11-22 12:00') - 'bars',
  '{"against": "day", "from": "2026-11-21", "until": "2026-11-21T12:00:00", "cents": 0, "percent": null, '
  '"vehicles": {}}', 'without earlier fares there is no percentage');
select pg_temp.fare('TKA0000001', :split_rule_id, 5000, '2026-11-15 09:00'),
  pg_temp.fare('TKA0000002', :split_rule_id, 5000, '2026-11-15 18:00'), pg_temp.fare('TKA0000003',
  :split_rule_id, 8000, '2026-11-21 09:00'), pg_temp.fare('TKA0000004', :split_rule_id, 2000, '2026-10-31 09:00');
select is(pg_temp.compare('day', '2026-11-22', 5400, '2026-11-22 12:00') - 'bars',
  '{"against": "weekday", "from": "2026-11-15", "until": "2026-11-15T12:00:00", "cents": 5000, "percent": 8, '
  '"vehicles": {"KZZ 001A": 5000}}', 'at noon a Sunday is compared with last Sunday''s morning');
select is(pg_temp.compare('day', '2026-11-22', 5400, '2026-11-23 06:00') -> 'percent',
  '-46', 'the next day it is compared with the whole of it');
select is(pg_temp.compare('day', '2026-11-22', 5400, '2026-11-23 06:00') -> 'until', 'null', 'and the answer says so');
select is(pg_temp.compare('day', '2026-11-14', 4000, '2026-11-23 06:00') ->> 'against',
  'day', 'without fares a week before it is compared with the day before');
select is(pg_temp.compare('day', '2026-11-22', 5400, '2026-11-22 12:00') -> 'bars',
  '{"09": 5000, "18": 5000}', 'its hours stand behind the bars, those to come too');
select is(pg_temp.compare('week', '2026-11-16', 8000, '2026-11-22 10:00') -> 'bars',
  '{"2026-11-22": 10000}', 'a day of the week before stands behind the same day of this one');
select is(pg_temp.compare('week', '2026-11-16', 8000, '2026-11-22 10:00') - 'bars',
  '{"against": "week", "from": "2026-11-09", "until": "2026-11-15T10:00:00", "cents": 5000, "percent": 60, '
  '"vehicles": {"KZZ 001A": 5000}}', 'a week is compared up to the same hour of the same day');
select is(pg_temp.compare('month', '2026-11-01', 18000, '2026-11-30 10:00') - 'bars',
  '{"against": "month", "from": "2026-10-01", "until": "2026-10-30T10:00:00", "cents": 0, "percent": null, '
  '"vehicles": {}}', 'a month up to the same day');
select is(pg_temp.compare('month', '2026-11-01', 18000, '2026-12-01 00:00') -> 'percent',
  '800', 'a finished month with a whole one');
select finish(); rollback;
