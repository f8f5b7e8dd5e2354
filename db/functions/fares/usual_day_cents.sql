-- Finds what all vehicles together usually take on such a day up to this time: the median of the same weekday in the
-- four weeks before. Stored totals of closed days only, so that no page adds up the fares of a past day.
create or replace function fares.usual_day_cents(
  p_on     date,
  p_zone   text,          -- the market's clock
  p_moment timestamptz    -- later days are compared up to the same time
) returns bigint language sql stable as $$
  select (percentile_disc(0.5) within group (order by d.cents))::bigint
    from (select t.business_on, coalesce(sum(m.cents) filter (
                   where m.minute at time zone p_zone + (p_on - t.business_on) * interval '1 day'
                         < date_trunc('minute', p_moment at time zone p_zone)), 0) as cents
            from (select distinct o.vehicle_id, o.owner_id from fleet.vehicle_owners o) o
            join fares.day_totals t on t.vehicle_id = o.vehicle_id and t.owner_id = o.owner_id
             and t.business_on in (p_on - 7, p_on - 14, p_on - 21, p_on - 28)
           cross join lateral unnest(t.minutes, t.cents_by_minute) as m(minute, cents)
           group by t.business_on) d
$$;
comment on function fares.usual_day_cents is 'Cents; null when no such day is stored. Raises nothing.';
