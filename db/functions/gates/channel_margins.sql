-- Says what a fare of each channel leaves us: commission less menu and receipt, on the last day that was counted and in
-- the seven days up to it. Reads stored days only. Source: docs/decisions/audit-log-and-alarms.md.
create or replace function gates.channel_margins() returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('channel', m.channel, 'on', m.last_on,
           'fares', m.fares, 'cents', m.cents, 'margin_cents', round(m.cents::numeric / nullif(m.fares, 0))::bigint,
           'week_fares', m.week_fares,
           'week_margin_cents', round(m.week_cents::numeric / nullif(m.week_fares, 0))::bigint)
           order by m.channel), '[]')
    from (select c.channel, l.last_on, sum(c.fares) filter (where c.business_on = l.last_on) as fares,
                 sum(c.commission_cents - c.cost_cents) filter (where c.business_on = l.last_on) as cents,
                 sum(c.fares) as week_fares, sum(c.commission_cents - c.cost_cents) as week_cents
            from (select max(d.business_on) as last_on from gates.channel_days d) l
            join gates.channel_days c on c.business_on between l.last_on - 6 and l.last_on
           group by c.channel, l.last_on) m
$$;
comment on function gates.channel_margins is
  'channel, on (the last day), fares, cents and margin_cents (of that day; null: no fares), week_fares, '
  'week_margin_cents. Raises nothing.';
