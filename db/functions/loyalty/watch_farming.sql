-- Scheduled job: notes what looks like people who pay themselves for points: owners and crews on their own vehicle, and
-- many SIMs that pay one vehicle the same small amount within minutes. The second raises an alarm, once for a vehicle
-- and day. Nobody is punished by it: staff look at the evidence. Source: docs/decisions/loyalty.md. Locks: its own
-- rows. Repeat: counts again.
create or replace function loyalty.watch_farming(p_at timestamptz) returns int language plpgsql as $$
declare
  v_day  date := loyalty.market_day(p_at => p_at);
  v_new  record;
  v_many int := 0;
begin
  insert into loyalty.farming_signs as s
         (kind, vehicle_id, business_on, fares, sims, cents, first_at, last_at, receipts)
  select q.kind, q.vehicle_id, v_day, count(*), count(distinct q.sim), sum(q.amount_cents), min(q.paid_at),
         max(q.paid_at), (array_agg(q.receipt order by q.paid_at desc))[1:10]
    from (select 'own_sim' as kind, f.vehicle_id, encode(p.sim, 'hex') as sim, f.amount_cents, f.paid_at, f.receipt
            from loyalty.own_fares(p_on => v_day) p join fares.fares f using (receipt)
           union all
          select 'many_sims', m.vehicle_id, m.sim::text, m.amount_cents, m.paid_at, m.receipt
            from loyalty.alike_fares(p_at => p_at) m) q
   group by q.kind, q.vehicle_id
  on conflict (kind, vehicle_id, business_on) do update
    set fares = excluded.fares, sims = excluded.sims, cents = excluded.cents, first_at = excluded.first_at,
        last_at = excluded.last_at, receipts = excluded.receipts
   where excluded.fares >= s.fares;
  for v_new in
    select s.*, v.plate from loyalty.farming_signs s join fleet.vehicles v using (vehicle_id)
     where s.kind = 'many_sims' and s.business_on = v_day
       and not exists (select from messaging.alarms a where a.kind = 'points_farming'
                          and a.subject = format('%s %s', v.plate, s.business_on)) loop
    perform messaging.raise_alarm(p_kind => 'points_farming', p_subject => format('%s %s', v_new.plate,
      v_new.business_on), p_detail => format('%s SIMs paid %s the same small fare within %s minutes', v_new.sims,
      v_new.plate, config.setting(p_setting => 'loyalty_farm_minutes')));
    v_many := v_many + 1;
  end loop;
  return v_many;
end $$;
comment on function loyalty.watch_farming is 'How many alarms it raised. Raises nothing.';
