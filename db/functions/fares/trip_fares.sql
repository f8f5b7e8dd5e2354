-- Finds the fares of a trip; a fare is on one trip at most. M-Pesa gives the second of payment, and a trip begins and
-- ends within one: a fare is on the trip that began last by the end of its second, unless that was over before that
-- second. After a hand-over at 14:03, a fare of 14:02:59 is on the trip before and one of 14:03:00 on the next. A fare
-- that was moved is on the other vehicle's trip.
-- Source: docs/decisions/crews-and-trips.md. Repeat: a fare may move to a trip that begins in its very second.
create or replace function fares.trip_fares(p_trip_id bigint) returns setof fares.fares language sql stable as $$
  select f.* from fleet.trips t
    cross join lateral (select config.setting(p_setting => 'time_zone') as name) z
    left join lateral (select n.opened_at from fleet.trips n
                        where n.vehicle_id = t.vehicle_id and (n.opened_at, n.trip_id) > (t.opened_at, t.trip_id)
                        order by n.opened_at limit 1) n on true
    join fares.fares f on f.vehicle_id = t.vehicle_id and f.business_on >= (t.opened_at at time zone z.name)::date
                      and f.paid_at >= date_trunc('second', t.opened_at)
                      and date_trunc('second', f.paid_at) < coalesce(t.closed_at, t.ends_at)
                      and (n.opened_at is null or f.paid_at < date_trunc('second', n.opened_at))
   where t.trip_id = p_trip_id and not exists (select from fares.moves m where m.receipt = f.receipt)
$$;
comment on function fares.trip_fares is 'Rows of fares.fares in no order; none for an unknown trip.';
