-- Says what each fare of a trip gets back when the vehicle breaks down at a stage: the part of the way, counted in
-- stages from the first one, that its passengers have not ridden; never more than is left of the fare. Who named no
-- stage (at the PayBill, or a typed amount) rides to the last one. Who has reached theirs gets nothing.
-- Source: docs/decisions/change-and-credit.md.
create or replace function fares.breakdown_parts(p_trip_id bigint, p_stage_id bigint)
returns table (receipt text, seats int, cents bigint) language sql stable as $$
  with broke as (
    select b.route_id, b.position as at,
           (select max(s.position) from fleet.stages s where s.route_id = b.route_id) as last,
           (select min(s.position) from fleet.stages s where s.route_id = b.route_id) as first
      from fleet.trips t join fleet.vehicles v using (vehicle_id)
      join fleet.stages b on b.route_id = v.route_id and b.stage_id = p_stage_id where t.trip_id = p_trip_id)
  select r.receipt, r.seats, least(r.amount_cents * (r.goes_to - r.at) / (r.goes_to - r.first), r.left_cents)
    from (select f.receipt, f.amount_cents, b.at, b.first, coalesce(i.seats, 1) as seats,
                 coalesce(s.position, b.last) as goes_to,
                 (select coalesce(sum(l.left_cents), 0)::bigint
                    from fares.refundable(p_receipt => f.receipt) l) as left_cents
            from broke b cross join lateral fares.trip_fares(p_trip_id => p_trip_id) f
            left join fares.top_ups u on u.receipt = f.receipt
            left join fares.shortfalls o on o.receipt = u.of_receipt
            left join mobile_money.payment_intents i on i.payment_ref = coalesce(o.payment_ref, f.payment_ref)
            left join fleet.stages s on s.stage_id = i.stage_id and s.route_id = b.route_id) r
   where r.goes_to > r.at and r.goes_to > r.first and r.left_cents > 0
     and r.amount_cents * (r.goes_to - r.at) / (r.goes_to - r.first) > 0
   order by r.receipt
$$;
comment on function fares.breakdown_parts is 'receipt, seats, cents (whole, rounded down), by receipt; none where the '
  'stage is not of the vehicle''s route. Raises nothing.';
