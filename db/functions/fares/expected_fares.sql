-- Tells how many fares a vehicle usually takes in a span of a day: the median of the same span of the same weekday in
-- the four weeks before. Days without any fare don't count; of one such day alone nothing is usual.
-- In plpgsql, which keeps the plan: a job asks for each quiet vehicle. Repeat: the same as of the same horizon.
create or replace function fares.expected_fares(
  p_owner_id   bigint,
  p_vehicle_id bigint,
  p_from       timestamptz,   -- of one market day
  p_to         timestamptz,
  p_zone       text,          -- the market's clock
  p_horizon    xid8           -- see ledger.as_of
) returns int language plpgsql stable as $$
declare
  v_on date := (p_from at time zone p_zone)::date;
begin
  -- Days without fares are found by a look at two indexes; to add them up takes ten times that.
  if (select count(*) from generate_series(1, 4) as w(back)
       where exists (select from fares.day_totals t where t.vehicle_id = p_vehicle_id and t.owner_id = p_owner_id
                                                     and t.business_on = v_on - 7 * w.back)
          or exists (select from fares.fares f where f.vehicle_id = p_vehicle_id
                                                 and f.business_on = v_on - 7 * w.back)) < 2 then
    return null;
  end if;
  return (
    select case when count(*) > 1 then percentile_disc(0.5) within group (order by d.fares) end
      from (select coalesce(sum(m.fares) filter (where (m.minute at time zone p_zone) + w.back * interval '7 days'
                     between (p_from at time zone p_zone) and (p_to at time zone p_zone)), 0)::int as fares
              from generate_series(1, 4) as w(back)
             cross join lateral fares.minute_takings(p_owner_ids => array[p_owner_id],
                     p_vehicle_ids => array[p_vehicle_id], p_from => v_on - 7 * w.back, p_to => v_on - 7 * w.back,
                     p_horizon => p_horizon) m
             group by w.back) d);
end $$;
comment on function fares.expected_fares is 'A number of fares; null when nothing is usual yet. Raises nothing.';
