-- Counts who uses the pilot in some days: vehicles that took fares of those in service, SIMs that paid, and fares by
-- channel. Reads the fares of those days: the job gates.store_weeks calls it once a night, no page does.
create or replace function gates.measure_week_adoption(
  p_from date,   -- first and last market day
  p_to   date,
  p_end  timestamptz,   -- when the last day ends
  out vehicles int, out vehicles_paid int, out sims int, out fares int, out ussd_fares int, out fare_cents bigint,
  out commission_cents bigint
) language sql stable as $$
  select (select count(*) from fleet.vehicles w
           where w.registered_at < p_end and w.state = 'active'
              or exists (select from fares.fares f where f.vehicle_id = w.vehicle_id
                            and f.business_on between p_from and p_to)),
         count(distinct f.vehicle_id), count(distinct p.payer_hash), count(f.receipt),
         count(*) filter (where f.channel = 'ussd'), coalesce(sum(f.amount_cents), 0)::bigint,
         coalesce(sum(f.commission_cents), 0)::bigint
    from fleet.vehicles v
    join fares.fares f on f.vehicle_id = v.vehicle_id and f.business_on between p_from and p_to
    left join mobile_money.payments p on p.receipt = split_part(f.receipt, '-', 1)
   where not exists (select from fares.moves m where m.receipt = f.receipt)
$$;
comment on function gates.measure_week_adoption is
  'vehicles (in service, or with fares), vehicles_paid, sims (that paid), fares, ussd_fares, fare_cents, '
  'commission_cents. Raises nothing.';
