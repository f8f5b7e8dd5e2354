begin; select plan(5);
\ir ../fixtures/signed_in.psql
create function pg_temp.usual(p_at text) returns bigint language sql as $$
  select fares.usual_day_cents(p_on => p_at::date, p_zone => 'Africa/Nairobi',
    p_moment => p_at::timestamp at time zone 'Africa/Nairobi') $$;
select is(pg_temp.usual('2026-11-28 12:00'), null, 'nothing to compare with');
insert into fares.day_totals (vehicle_id, owner_id, sacco_id, business_on, minutes, cents_by_minute, fares_by_minute,
  purposes, cents_by_purpose)
select v.vehicle_id, v.owner_id, :sacco_id, d.on, array[(d.on + time '08:00') at time zone 'Africa/Nairobi',
         (d.on + time '20:00') at time zone 'Africa/Nairobi'], array[d.cents, 100000], '{1,1}', '{fee}', '{1}'
  from (values (:vehicle_id, :owner_id), (:other_vehicle_id, :stranger_id)) as v(vehicle_id, owner_id)
 cross join (values (date '2026-11-21', 1000), ('2026-11-14', 3000), ('2026-11-07', 2000), ('2026-11-27', 9000),
               ('2026-10-24', 9000)) as d("on", cents);
select is(pg_temp.usual('2026-11-28 12:00'), 4000::bigint,
  'the median of the same weekday, all vehicles, up to the same time; other days and older ones do not count');
select is(pg_temp.usual('2026-11-28 08:00'), 0::bigint, 'a minute that is not over does not count');
select is(pg_temp.usual('2026-11-28 23:59'), 204000::bigint, 'in the evening the whole day');
select is(pg_temp.usual('2026-11-25 12:00'), null, 'another weekday has no such day');
select finish(); rollback;
