begin; select plan(8);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/pots.psql

create function pg_temp.split(p_cents bigint, p_day fares.pot_days default null) returns record language sql as $$
  select s from fares.split_by_pots(pg_temp.rule(), p_day, p_cents, '2026-11-23 11:20+03', '2026-11-23') s $$;
select is((fares.split_by_pots(pg_temp.rule(), null, 6000, now(), '2026-11-23')).parts, '{0,6000,0,0,0}',
  'the first pot has the whole first fare');
select is((fares.split_by_pots(pg_temp.rule(), null, 35000, now(), '2026-11-23')).parts, '{0,30000,5000,0,0}',
  'then the next one');
select is((fares.split_by_pots(pg_temp.rule(), null, 50003, now(), '2026-11-23')).parts, '{0,30000,10000,2001,8002}',
  'then shares, the odd cent to the largest remainder');
select (s.day).* from fares.split_by_pots(pg_temp.rule(), null, 50003, '2026-11-23 11:20+03', '2026-11-23') s \gset day_
select is(:'day_got_cents'::text || :'day_taken_cents', '{30000,10000}50003',
  'the day knows what they got and what was taken');
select is(:'day_met_at'::timestamptz[], array_fill(timestamptz '2026-11-23 11:20+03', '{2}'),
  'and when they were full');
select is((fares.split_by_pots(r, null, 10000, now(), '2026-11-23')).parts, '{1000,9000,0,0,0}',
  'our commission comes before them') from (select (x.r).* from (select jsonb_populate_record(pg_temp.rule(),
    '{"commission_bps": 1000}') as r) x) r;
create temporary table full_day as select (fares.split_by_pots(pg_temp.rule(), null, 200000, now(), '2026-11-23')).day;
select is((fares.split_by_pots(pg_temp.rule(), day, 1000, now(), '2026-11-23')).parts, '{0,0,0,500,500}',
  'above the target the crew has the larger share') from full_day;
select is((fares.split_by_pots(pg_temp.rule(), day, 1000, now(), '2026-11-22')).parts, '{0,0,0,200,800}',
  'of a late fare of a day before it has not') from full_day;
select finish(); rollback;
