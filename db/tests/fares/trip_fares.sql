begin; select plan(9);
\ir ../fixtures/crew.psql
-- Yesterday at 14:00 a trip, at 14:03:00.4 the next one, which ended at 14:05:00.5; the third at 15:00 is still open.
create function pg_temp.at(p_after interval) returns timestamptz language sql as $$
  select (current_date - 1)::timestamp at time zone 'Africa/Nairobi' + interval '14 hours' + p_after $$;
create function pg_temp.trip(p_from interval, p_to interval default null, p_as text default null) returns bigint
  language sql as $$ insert into fleet.trips (vehicle_id, opened_by, opened_at, ends_at, closed_at, closed_as)
  values ((select vehicle_id from fleet.vehicles where plate = 'KZZ 001A'), pg_temp.crew_id('juma'),
  pg_temp.at(p_from), pg_temp.at(p_from) + interval '2 days', pg_temp.at(p_to), p_as) returning trip_id $$;
create function pg_temp.paid(p_receipt text, p_after interval, p_plate text default 'KZZ 001A')
  returns void language sql as $$ select pg_temp.fare(p_receipt, p_plate, 6000, now() - pg_temp.at(p_after)) $$;
create function pg_temp.on(p_trip bigint) returns text language sql as $$
  select string_agg(f.receipt, ' ' order by f.receipt) from fares.trip_fares(p_trip_id => p_trip) f $$;
select pg_temp.trip('0', '3 minutes 0.4 seconds', 'next') as a,
  pg_temp.trip('3 minutes 0.4 seconds', '5 minutes 0.5 seconds', 'ended') as b, pg_temp.trip('1 hour') as c \gset
select pg_temp.paid(t.receipt, t.after::interval, t.plate)
  from (values ('A-before', '-1 second', 'KZZ 001A'), ('B-first', '0', 'KZZ 001A'),
  ('C-14:02:59', '2 minutes 59 seconds', 'KZZ 001A'), ('D-14:03:00', '3 minutes', 'KZZ 001A'),
  ('E-last', '5 minutes', 'KZZ 001A'), ('F-after', '5 minutes 1 second', 'KZZ 001A'),
  ('G-now', '61 minutes', 'KZZ 001A'), ('H-other', '1 minute', 'KZZ 002B')) as t(receipt, after, plate) \g /dev/null
select is(pg_temp.on(:a), 'B-first C-14:02:59', 'a trip has the fares from its first second on');
select is(pg_temp.on(:b), 'D-14:03:00 E-last', 'after a hand-over the next trip has them, until its last second');
select is(pg_temp.on(:c), 'G-now', 'a fare between two trips is on none');
select is(fares.trip_card(p_vehicle_id => :vehicle_id,
    p_at => pg_temp.at('2 hours'), p_from => 1, p_limit => 10) ->> 'fares', '1', 'the conductor''s page says the same');
select is(pg_temp.on(0), null, 'an unknown trip has no fares');
-- A trip ends and another begins within the second of a payment.
update fleet.trips set closed_at = pg_temp.at('2 hours 0.2 seconds'), closed_as = 'ended' where trip_id = :c;
select pg_temp.paid('I-both', '2 hours') \g /dev/null
select is(pg_temp.on(:c), 'G-now I-both', 'a fare of the second in which a trip ends is on it');
select pg_temp.trip('2 hours 0.6 seconds') as d \gset
select is(pg_temp.on(:c), 'G-now', 'unless another trip begins in that second');
select is(pg_temp.on(:d), 'I-both', 'which then has it');
select is((select count(*) from fleet.trips t, fares.trip_fares(p_trip_id => t.trip_id)), (select count(distinct
    f.receipt) from fleet.trips t, fares.trip_fares(p_trip_id => t.trip_id) f), 'no fare is on two trips');
select finish(); rollback;
