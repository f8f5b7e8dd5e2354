-- Finds what vehicles took for their owners by the hour on some days: stored totals of closed days, and the fares of
-- the days after them. In one reading, so that a page has all figures of a day from it and compares days at once.
-- Source: docs/decisions/owner-pages.md. Repeat: the same as of the same horizon.
create or replace function fares.hour_takings(
  p_owner_ids   bigint[],
  p_vehicle_ids bigint[],
  p_days        date[],         -- market days
  p_until       timestamptz[],  -- of each day, up to which minute cents_until counts; null: all of it
  p_zone        text,           -- the market's clock
  p_horizon     xid8            -- see ledger.as_of
) returns table (vehicle_id bigint, business_on date, hour timestamptz, cents bigint, fares int, cents_until bigint,
                 owners_cents bigint, last_minute timestamptz) language plpgsql stable rows 50 as $$
declare
  v_stored date := fares.stored_until(p_horizon => p_horizon);
  -- Days without fares are many, and found by a look at the index; the statement for the others is long.
  v_open   date[] := array(select d.on_day from unnest(p_days) as d(on_day)
                            where d.on_day > v_stored and exists (
                              select from fares.fares f where f.vehicle_id = any (p_vehicle_ids)
                                 and f.business_on = d.on_day));
  v_begins timestamptz := p_days[1]::timestamp at time zone p_zone;   -- where hours begin, by the market's clock
begin
  if v_stored >= any (p_days) then
    return query
    select t.vehicle_id, t.business_on, date_bin('1 hour', m.minute, v_begins), sum(m.cents)::bigint,
           sum(m.fares)::int, coalesce(sum(m.cents) filter (where d.until is null or m.minute < d.until), 0)::bigint,
           -- Parts are of the day, so they stand in the row of its first hour.
           coalesce(sum((select sum(p.cents) from unnest(t.purposes, t.cents_by_purpose) as p(purpose, cents)
                          where p.purpose not in ('fee', 'sacco'))) filter (where m.minute = t.minutes[1]), 0)::bigint,
           max(m.minute)
      from unnest(p_days, p_until) as d(on_day, until)
      join fares.day_totals t on t.vehicle_id = any (p_vehicle_ids) and t.business_on = d.on_day
     cross join lateral unnest(t.minutes, t.cents_by_minute, t.fares_by_minute) as m(minute, cents, fares)
     where t.owner_id = any (p_owner_ids) and d.on_day <= v_stored
     group by t.vehicle_id, t.business_on, date_bin('1 hour', m.minute, v_begins);
  end if;
  if v_open <> '{}' then
    return query
    select h.vehicle_id, h.business_on, h.hour, h.cents, h.fares, h.cents_until, h.owners_cents, h.last_minute
      from unnest(p_days, p_until) as d(on_day, until)
     cross join lateral fares.raw_hours(p_owner_ids => p_owner_ids, p_vehicle_ids => p_vehicle_ids, p_on => d.on_day,
                                        p_until => d.until, p_begins => v_begins, p_horizon => p_horizon) h
     where d.on_day = any (v_open);
  end if;
end $$;
comment on function fares.hour_takings is 'One row for each vehicle, day and hour with fares; cents_until: of them '
  'what was taken before p_until; owners_cents: of the day, after our fee and the SACCO''s part, in the row of its '
  'first hour; last_minute: of its last fare in that hour. Raises nothing.';
