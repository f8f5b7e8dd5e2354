-- Says what all vehicles took today so far, our commission on it, and what is usual by this time.
create or replace function fares.money_today(p_at timestamptz, p_zone text) returns jsonb language sql stable as $$
  select jsonb_build_object('on', t.today, 'cents', f.cents, 'fares', f.fares, 'commission_cents', f.commission_cents,
           'vehicles', f.vehicles, 'usual_cents', u.cents,
           'percent', fares.percent_change(p_cents => f.cents, p_before => u.cents))
    from (select (p_at at time zone p_zone)::date as today) t
   cross join lateral (
     select coalesce(sum(p.amount_cents), 0)::bigint as cents, count(*) as fares,
            coalesce(sum(p.commission_cents), 0)::bigint as commission_cents, count(distinct p.vehicle_id) as vehicles
       from fleet.vehicles v join fares.fares p on p.vehicle_id = v.vehicle_id and p.business_on = t.today
        and not exists (select from fares.moves m where m.receipt = p.receipt)) f
   cross join lateral (
     select fares.usual_day_cents(p_on => t.today, p_zone => p_zone, p_moment => p_at) as cents) u
$$;
comment on function fares.money_today is
  'on, cents, fares, commission_cents, vehicles (that took fares), usual_cents (see fares.usual_day_cents), percent '
  '(more or less than usual; null: nothing to compare with). Raises nothing.';
