-- Finds what vehicles took for their owners by the hour on some days: stored totals of closed days, and the fares of
-- the days after them, row by row. In one reading, so that a page compares days without reading each anew.
-- Source: docs/decisions/owner-pages.md. Repeat: the same as of the same horizon.
create or replace function fares.hour_takings(
  p_owner_ids   bigint[],
  p_vehicle_ids bigint[],
  p_days        date[],         -- market days
  p_until       timestamptz[],  -- of each day, up to which minute cents_until counts; null: all of it
  p_zone        text,           -- the market's clock
  p_horizon     xid8            -- see ledger.as_of
) returns table (vehicle_id bigint, business_on date, hour timestamptz, cents bigint, fares int, cents_until bigint,
                 last_minute timestamptz) language plpgsql stable rows 50 as $$
declare
  v_stored date := fares.stored_until(p_horizon => p_horizon);
  v_begins timestamptz := p_days[1]::timestamp at time zone p_zone;   -- where hours begin, by the market's clock
begin
  if v_stored >= any (p_days) then
    return query
    select t.vehicle_id, t.business_on, date_bin('1 hour', m.minute, v_begins), sum(m.cents)::bigint,
           sum(m.fares)::int, coalesce(sum(m.cents) filter (where d.until is null or m.minute < d.until), 0)::bigint,
           max(m.minute)
      from unnest(p_days, p_until) as d(on_day, until)
      join fares.day_totals t on t.vehicle_id = any (p_vehicle_ids) and t.business_on = d.on_day
     cross join lateral unnest(t.minutes, t.cents_by_minute, t.fares_by_minute) as m(minute, cents, fares)
     where t.owner_id = any (p_owner_ids) and d.on_day <= v_stored
     group by t.vehicle_id, t.business_on, date_bin('1 hour', m.minute, v_begins);
  end if;
  if v_stored < any (p_days) then
    return query
    with rules as materialized (
      select r.split_rule_id, r.owner_id from fares.vehicle_rules(p_vehicle_ids => p_vehicle_ids) r
    ), counted as materialized (
      select f.vehicle_id, f.business_on, date_bin('1 hour', f.paid_at, v_begins) as begins, f.split_rule_id,
             sum(f.amount_cents) as cents, count(*) as fares, max(f.paid_at) as last_at,
             coalesce(sum(f.amount_cents) filter (where d.until is null or f.paid_at < d.until), 0) as cents_until
        from unnest(p_days, p_until) as d(on_day, until)
       cross join lateral fares.counted_fares(p_vehicle_ids => p_vehicle_ids, p_from => d.on_day, p_to => d.on_day,
                                              p_horizon => p_horizon) f
       where d.on_day > v_stored
       group by f.vehicle_id, f.business_on, begins, f.split_rule_id)
    select c.vehicle_id, c.business_on, c.begins, sum(c.cents)::bigint, sum(c.fares)::int, sum(c.cents_until)::bigint,
           date_bin('1 minute', max(c.last_at), v_begins)
      from counted c join rules r on r.split_rule_id = c.split_rule_id
     where r.owner_id = any (p_owner_ids)
     group by c.vehicle_id, c.business_on, c.begins;
  end if;
end $$;
comment on function fares.hour_takings is 'One row for each vehicle, day and hour with fares; cents_until: of them what '
  'was taken before p_until; last_minute: of its last fare in that hour. Raises nothing.';
