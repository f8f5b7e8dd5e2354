-- Measures what a fare leaves us in the channel where it leaves the least: commission less menu and receipt, on the
-- last day that is over. The alarm looks at the best of that channel's last seven days.
create or replace function gates.measure_fare_margin(p_at timestamptz) returns gates.figure
language sql stable as $$
  with days as (
    select c.channel, c.business_on, c.fares,
           case when m.cents < 0 then floor(m.cents::numeric / c.fares)
                else ceil(m.cents::numeric / c.fares) end::bigint as margin
      from gates.channel_days c cross join lateral (select c.commission_cents - c.cost_cents as cents) m
     where c.fares > 0 and c.business_on > (p_at at time zone config.setting(p_setting => 'time_zone'))::date - 10)
  select row(min(d.margin) filter (where d.business_on = w.last_on), min(w.best) filter (where w.days >= 7),
             sum(d.fares) filter (where d.business_on = w.last_on))::gates.figure
    from days d
    join (select n.channel, max(n.business_on) as last_on, count(*) as days, max(n.margin) as best
            from (select e.*, row_number() over (partition by e.channel order by e.business_on desc) as ordinal
                    from days e) n where n.ordinal <= 7 group by n.channel) w using (channel)
$$;
comment on function gates.measure_fare_margin is
  'Cents a fare of the worst channel; a day without fares of a channel is none of its days. Raises nothing.';
