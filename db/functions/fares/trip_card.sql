-- Lists who has paid on this trip and who is waited for, for the conductor's menu and page: when, how much, how many
-- seats, which stage, what they say, whether they showed it, and the last three digits of the phone, never more. It
-- reads what is committed now: a fare is on it with its transaction. Source: docs/decisions/crews-and-trips.md.
-- In plpgsql, which keeps the plan; that finds rows by index, however few there were when it was made.
create or replace function fares.trip_card(
  p_vehicle_id bigint,
  p_at         timestamptz,
  p_from       int,          -- rows from this one on, newest first, counted from 1
  p_limit      int           -- rows at most
) returns jsonb language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  v_zone text := config.setting(p_setting => 'time_zone');
  v_trip fleet.trips := fleet.open_trip(p_vehicle_id => p_vehicle_id, p_at => p_at);
begin
  return (with paid as materialized (
    -- What was paid later of a fare is part of it here.
    select 'paid' as state, f.receipt as tie, f.amount_cents + case when o.receipt is null then 0 else coalesce((
             select sum(u.cents) from fares.top_ups u where u.of_receipt = o.receipt), 0)::bigint end as amount_cents,
           f.paid_at as at, f.channel, f.payer_last3 as last3, f.payment_ref, o.due_cents
      from fares.trip_fares(p_trip_id => v_trip.trip_id) f
      left join fares.shortfalls o on o.receipt = split_part(f.receipt, '-', 1)
     where not exists (select from fares.top_ups u where u.receipt = f.receipt)),
       waiting as materialized (
    select 'waiting', s.payment_ref, i.amount_cents + i.credit_cents, i.created_at, 'ussd', p.phone_last3,
           s.payment_ref, null::bigint
      from (select distinct n.payment_ref from fares.seats n
             where n.trip_id = v_trip.trip_id and n.state = 'reserved') s
      join mobile_money.payment_intents i using (payment_ref) join privacy.phones p using (phone_hash)),
       page as (
    select * from (select * from paid union all select * from waiting) r
     order by r.at desc, r.tie offset p_from - 1 limit p_limit)
  select jsonb_build_object(
    'vehicle_id', v.vehicle_id, 'plate', v.plate, 'code', coalesce(d.door_code, v.plate), 'route', r.number,
    'trip_id', v_trip.trip_id, 'word', v_trip.word, 'since', v_trip.opened_at at time zone v_zone,
    'until', v_trip.ends_at at time zone v_zone,
    'fares', (select count(*) from paid), 'cents', (select coalesce(sum(p.amount_cents), 0)::bigint from paid p),
    'waiting', (select count(*) from waiting),
    'crew_cents', case when v_trip.trip_id is not null then fares.crew_pay(p_trip_id => v_trip.trip_id) end,
    'rows', (select coalesce(jsonb_agg(jsonb_build_object('at', q.at at time zone v_zone, 'cents', q.amount_cents,
                'due_cents', q.due_cents, 'state', q.state, 'seats', i.seats, 'stage', s.name, 'last3', q.last3,
                  'channel', q.channel,
                'label', (select l.label from fares.seat_labels(p_payment_ref => q.payment_ref) l(label)),
                'is_checked', exists (select from fares.seats c
                                       where c.payment_ref = q.payment_ref and c.checked_at is not null))
                  order by q.at desc, q.tie), '[]')
               from page q
               left join mobile_money.payment_intents i on i.payment_ref = q.payment_ref
               left join fleet.stages s on s.stage_id = i.stage_id))
    from fleet.vehicles v
    join fleet.routes r on r.route_id = v.route_id
    left join fleet.door_codes d on d.vehicle_id = v.vehicle_id and d.valid_to is null
   where v.vehicle_id = p_vehicle_id);
end $$;
comment on function fares.trip_card is 'plate, code, route, trip_id (null: on no trip), word, since, until, fares and '
  'cents of the whole trip, waiting (payments that M-Pesa has not confirmed), crew_cents (the crew''s part of it), '
  'rows (at, cents, due_cents (what lacks of it), state paid or waiting, '
  'seats, stage, last3, channel, label such as SIMBA 27, is_checked); times on the market''s clock.';
