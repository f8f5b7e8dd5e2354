-- Finds what each vehicle usually takes on such a day: the median of the same weekday in the four weeks before. A day
-- that is not over is compared up to the same time. Days without any fare don't count.
-- Repeat: the same as of the same horizon and moment.
create or replace function fares.usual_takings(
  p_owner_ids   bigint[],
  p_vehicle_ids bigint[],
  p_on          date,
  p_zone        text,          -- the market's clock
  p_horizon     xid8,          -- see ledger.as_of
  p_moment      timestamptz
) returns table (vehicle_id bigint, usual_cents bigint) language sql stable as $$
  select d.vehicle_id, (percentile_disc(0.5) within group (order by d.cents))::bigint
    from (select m.vehicle_id, w.back, coalesce(sum(m.cents) filter (
                   where p_moment at time zone p_zone >= p_on + 1
                      or m.minute at time zone p_zone + w.back * interval '7 days'
                         < date_trunc('minute', p_moment at time zone p_zone)), 0) as cents
            from generate_series(1, 4) as w(back)
           cross join lateral fares.minute_takings(
                   p_owner_ids => p_owner_ids, p_vehicle_ids => p_vehicle_ids, p_from => p_on - 7 * w.back,
                   p_to => p_on - 7 * w.back, p_horizon => p_horizon) m
           group by m.vehicle_id, w.back) d
   group by d.vehicle_id
$$;
comment on function fares.usual_takings is 'Cents by vehicle; no row for one without such days. Raises nothing.';
