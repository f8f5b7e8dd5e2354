-- Compares the takings of a period with an earlier one: a day with the same weekday of last week (or the day before, if
-- there were no fares), a week or month with the one before. A period that is not over is compared up to the same
-- moment. Repeat: the same as of the same horizon and moment.
create or replace function fares.takings_comparison(
  p_owner_ids   bigint[],
  p_vehicle_ids bigint[],
  p_period      text,          -- day, week or month, beginning …
  p_from        date,
  p_cents       bigint,        -- taken in it
  p_zone        text,          -- the market's clock
  p_horizon     xid8,          -- see ledger.as_of
  p_moment      timestamptz
) returns jsonb language plpgsql stable as $$
declare
  v_back    interval := case p_period when 'month' then interval '1 month' else interval '7 days' end;
  v_from    date := (p_from - v_back)::date;
  v_to      date := case p_period when 'day' then v_from else p_from - 1 end;
  v_local   timestamp := date_trunc('minute', p_moment at time zone p_zone);
  v_is_over boolean := v_local >= p_from + ('1 ' || p_period)::interval;
  v_against text := case p_period when 'day' then 'weekday' else p_period end;
  v_cut     timestamp := v_local - v_back;   -- up to which it is compared
  v_day     date;        -- the one of which hours are read
  v_taken   jsonb;
begin
  loop
    v_day := case p_period when 'day' then v_from else v_cut::date end;
    -- Of the day that the cut-off is in, the hours before it; of other days their sums.
    with taken as materialized (
      select d.vehicle_id, d.cents, case when v_is_over or d.business_on < v_cut::date then d.cents end as counted,
             (p_from + (d.business_on - v_from))::text as bar
        from fares.day_takings(p_owner_ids => p_owner_ids, p_vehicle_ids => p_vehicle_ids, p_from => v_from,
                               p_to => v_to, p_horizon => p_horizon) d
       where p_period <> 'day'
      union all
      select h.vehicle_id, h.cents, h.cents_until,
             case p_period when 'day' then to_char(h.hour at time zone p_zone, 'HH24') end
        from fares.hour_takings(p_owner_ids => p_owner_ids, p_vehicle_ids => p_vehicle_ids, p_days => array[v_day],
               p_until => array[case when not v_is_over then v_cut at time zone p_zone end], p_zone => p_zone,
               p_horizon => p_horizon) h
       where p_period = 'day' or not v_is_over)
    select jsonb_build_object(
      'cents', (select coalesce(sum(t.counted), 0)::bigint from taken t),
      'vehicles', (select coalesce(jsonb_object_agg(v.plate, e.cents), '{}')
                     from (select t.vehicle_id, sum(t.counted)::bigint as cents from taken t
                            group by t.vehicle_id having sum(t.counted) > 0) e
                     join fleet.vehicles v on v.vehicle_id = e.vehicle_id),
      'bars', (select coalesce(jsonb_object_agg(e.bar, e.cents), '{}')
                 from (select t.bar, sum(t.cents)::bigint as cents from taken t
                         where t.bar is not null group by t.bar) e)) into v_taken;
    exit when p_period <> 'day' or v_against = 'day' or v_taken -> 'bars' <> '{}';
    v_cut := v_local - interval '1 day';
    v_from := p_from - 1;
    v_against := 'day';
  end loop;
  return v_taken || jsonb_build_object(
    'against', v_against, 'from', v_from, 'until', case when not v_is_over then v_cut end,
    'percent', fares.percent_change(p_cents => p_cents, p_before => (v_taken ->> 'cents')::bigint));
end $$;
comment on function fares.takings_comparison is 'against (weekday, day, week, month), from (first day of the other '
  'period), until (market time up to which it is compared, null: all of it), cents, percent (signed; null when nothing '
  'was taken then), vehicles (cents then, by plate).';
