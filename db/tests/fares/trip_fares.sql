begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(9);
-- Yesterday at 14:00 a trip, at 14:03:00.4 the next one, which ended at 14:05:00.5; the third at 15:00 is on its way.
select (current_date - 1)::timestamp at time zone 'Africa/Nairobi' + interval '14 hours' as at \gset
create function pg_temp.trip(p_from timestamptz, p_to timestamptz, p_as text) returns bigint language sql as $$
  insert into fleet.trips (vehicle_id, opened_by, opened_at, ends_at, closed_at, closed_as)
  values ((select vehicle_id from fleet.vehicles where plate = 'KZZ 001A'),
  pg_temp.crew_id('juma'), p_from, p_from + interval '2 days', p_to, p_as) returning trip_id $$;
create function pg_temp.paid(p_receipt text, p_at timestamptz, p_plate text default 'KZZ 001A')
  returns void language sql as $$ select pg_temp.fare(p_receipt, p_plate, 6000, now() - p_at) $$;
create function pg_temp.on(p_trip bigint) returns text language sql as $$
  select string_agg(f.receipt, ' ' order by f.receipt) from fares.trip_fares(p_trip_id => p_trip) f $$;
select pg_temp.trip(:'at', :'at'::timestamptz + interval '3 minutes 0.4 seconds', 'next') as a,
  pg_temp.trip(:'at'::timestamptz + interval '3 minutes 0.4 seconds', :'at'::timestamptz + interval
  '5 minutes 0.5 seconds', 'ended') as b, pg_temp.trip(:'at'::timestamptz + interval '1 hour', null, null) as c \gset
select pg_temp.paid('A-before', :'at'::timestamptz - interval '1 second'), pg_temp.paid('B-first', :'at'),
  pg_temp.paid('C-14:02:59', :'at'::timestamptz + interval '2 minutes 59 seconds'), pg_temp.paid('D-14:03:00',
  :'at'::timestamptz + interval '3 minutes'), pg_temp.paid('E-last', :'at'::timestamptz + interval '5 minutes'),
  pg_temp.paid('F-after', :'at'::timestamptz + interval '5 minutes 1 second'), pg_temp.paid('G-now', :'at'::timestamptz
  + interval '61 minutes'), pg_temp.paid('H-other', :'at'::timestamptz + interval '1 minute', 'KZZ 002B') \g /dev/null
select is(pg_temp.on(:a), 'B-first C-14:02:59', 'a trip has what was paid from its first second on');
select is(pg_temp.on(:b),
  'D-14:03:00 E-last', 'at a hand-over the next one has it from that second on, and until its last second');
select is(pg_temp.on(:c), 'G-now', 'what was paid between two trips is on none');
select is(fares.trip_card(p_vehicle_id => :vehicle_id, p_at => :'at'::timestamptz + interval '2 hours',
    p_from => 1, p_limit => 10) ->> 'fares', '1', 'as the conductor''s page says');
select is(pg_temp.on(0), null, 'no such trip, no fares');
-- Ended and begun anew within the second in which somebody paid.
update fleet.trips set closed_at = :'at'::timestamptz + interval '2 hours 0.2 seconds',
  closed_as = 'ended' where trip_id = :c;
select pg_temp.paid('I-both', :'at'::timestamptz + interval '2 hours') \g /dev/null
select is(pg_temp.on(:c), 'G-now I-both', 'who pays in the second in which it ends is still on it');
select pg_temp.trip(:'at'::timestamptz + interval '2 hours 0.6 seconds', null, null) as d \gset
select is(pg_temp.on(:c), 'G-now', 'unless another one begins in it');
select is(pg_temp.on(:d), 'I-both', 'which then has it');
select is((select count(*) from fleet.trips t, fares.trip_fares(p_trip_id => t.trip_id)), (select
    count(distinct f.receipt) from fleet.trips t, fares.trip_fares(p_trip_id => t.trip_id) f), 'no fare is on two');
select finish();
rollback;
