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
) returns table (vehicle_id bigint, usual_cents bigint) language plpgsql stable rows 10 as $$
declare
  v_local timestamp := date_trunc('minute', p_moment at time zone p_zone);
  v_days  date[] := array[p_on - 7, p_on - 14, p_on - 21, p_on - 28];
  v_until timestamptz[] := array[null, null, null, null]::timestamptz[];
begin
  if v_local < p_on + 1 then
    v_until := array(select (v_local - w.back * interval '7 days') at time zone p_zone
                       from generate_series(1, 4) as w(back) order by w.back);
  end if;
  return query
  select d.vehicle_id, (percentile_disc(0.5) within group (order by d.cents))::bigint
    from (select h.vehicle_id, h.business_on, sum(h.cents_until) as cents
            from fares.hour_takings(p_owner_ids => p_owner_ids, p_vehicle_ids => p_vehicle_ids, p_days => v_days,
                                    p_until => v_until, p_zone => p_zone, p_horizon => p_horizon) h
           group by h.vehicle_id, h.business_on) d
   group by d.vehicle_id;
end $$;
comment on function fares.usual_takings is 'Cents by vehicle; no row for one without such days. Raises nothing.';
