begin; select plan(11);
\ir ../fixtures/usual_days.psql
create function pg_temp.open() returns text language sql as $$
  select string_agg(concat_ws(' ', v.plate, s.business_on, s.expected_fares), ', ')
    from fares.silences s join fleet.vehicles v using (vehicle_id) where s.ended_at is null $$;
create function pg_temp.sent() returns text[] language sql as $$
  select array_agg(payload ->> 'text' order by outbox_id) from messaging.outbox where key like 'silent/%' $$;
-- The job's own horizon does not reach this transaction's fares: the fare of the morning is in a stored total.
select is(fares.watch_silence(p_at => pg_temp.friday('05:50')), 0::bigint, 'nothing before the first fare is usual');
select is(fares.watch_silence(p_at => pg_temp.friday('07:00')), 1::bigint, 'a vehicle that did not start its day');
select is(pg_temp.open(), 'KZZ 001A 2026-11-27 21', 'is noted');
select is(pg_temp.sent(), array['Lipa Fare: KZZ 001A haijapokea nauli tangu 05:00. Kwa kawaida huwa imepokea kama 21 '
  'tangu hapo. Mpigie kondakta. Hatutakuambia tena leo.'], 'and its owner told');
select is(fares.watch_silence(p_at => pg_temp.friday('07:02')), 0::bigint, 'once');
select is((select s.sign from fares.vehicle_signs(p_owner_ids => array[:owner_id::bigint], p_zone => 'Africa/Nairobi',
  p_horizon => '18446744073709551615', p_moment => pg_temp.friday('07:05')) s where s.plate = 'KZZ 001A'), 'silent',
  'pages call it silent');
update fares.silences set ended_at = pg_temp.friday('08:00');
select is(fares.watch_silence(p_at => pg_temp.friday('09:00')), 1::bigint, 'silent again on the same day it is noted');
select is(cardinality(pg_temp.sent()), 1, 'without a second SMS');
select is(fares.watch_silence(p_at => pg_temp.friday('23:00') + interval '2 hours'), 0::bigint, 'at midnight');
select is(pg_temp.open(), null, 'it is over');
select is(fares.watch_silence(p_at => null), 0::bigint, 'no time, nothing');
select finish(); rollback;
