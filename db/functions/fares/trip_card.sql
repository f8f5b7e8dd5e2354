-- Lists who has paid on this trip and who is waited for, for the conductor's menu and page: when, how much, how many
-- seats, which stage, what they say, whether they showed it, and the last three digits of the phone, never more. It
-- reads what is committed now: a fare is on it with its transaction. Source: docs/decisions/crews-and-trips.md.
-- In plpgsql, which keeps the plan.
create or replace function fares.trip_card(
  p_vehicle_id bigint,
  p_at         timestamptz,
  p_from       int,          -- rows from this one on, newest first, counted from 1
  p_limit      int           -- rows at most
) returns jsonb language plpgsql stable as $$
begin
  return (with zone as (select config.setting(p_setting => 'time_zone') as name),
       trip as (select t.* from fleet.open_trip(p_vehicle_id => p_vehicle_id, p_at => p_at) t
                 where t.trip_id is not null),
       paid as (
    -- What was paid later of a fare is part of it here.
    select 'paid' as state, f.receipt as tie, f.amount_cents + coalesce((
             select sum(u.cents) from fares.top_ups u where u.of_receipt = o.receipt), 0)::bigint as amount_cents,
           f.paid_at as at, f.channel, f.payer_last3 as last3, f.payment_ref, o.due_cents
      from trip t cross join lateral fares.trip_fares(p_trip_id => t.trip_id) f
      left join fares.shortfalls o on o.receipt = split_part(f.receipt, '-', 1)
     where not exists (select from fares.top_ups u where u.receipt = f.receipt)),
       waiting as (
    select 'waiting', s.payment_ref, i.amount_cents + i.credit_cents, i.created_at, 'ussd', p.phone_last3,
           s.payment_ref, null::bigint
      from (select distinct n.payment_ref from trip t join fares.seats n using (trip_id)
             where n.state = 'reserved') s
      join mobile_money.payment_intents i using (payment_ref) join privacy.phones p using (phone_hash)),
       page as (
    select * from (select * from paid union all select * from waiting) r
     order by r.at desc, r.tie offset p_from - 1 limit p_limit)
  select jsonb_build_object(
    'vehicle_id', v.vehicle_id, 'plate', v.plate, 'code', coalesce(d.door_code, v.plate), 'route', r.number,
    'trip_id', (select t.trip_id from trip t), 'word', (select t.word from trip t),
    'since', (select t.opened_at at time zone z.name from trip t),
    'until', (select t.ends_at at time zone z.name from trip t),
    'fares', (select count(*) from paid), 'cents', (select coalesce(sum(p.amount_cents), 0)::bigint from paid p),
    'waiting', (select count(*) from waiting),
    'crew_cents', (select fares.crew_pay(p_trip_id => t.trip_id) from trip t),
    'rows', (select coalesce(jsonb_agg(jsonb_build_object('at', q.at at time zone z.name, 'cents', q.amount_cents,
                'due_cents', q.due_cents, 'state', q.state, 'seats', i.seats, 'stage', s.name, 'last3', q.last3,
                  'channel', q.channel,
                'label', fares.seat_label(p_payment_ref => q.payment_ref),
                'is_checked', exists (select from fares.seats c
                                       where c.payment_ref = q.payment_ref and c.checked_at is not null))
                  order by q.at desc, q.tie), '[]')
               from page q
               left join mobile_money.payment_intents i on i.payment_ref = q.payment_ref
               left join fleet.stages s on s.stage_id = i.stage_id))
    from fleet.vehicles v
    cross join zone z
    join fleet.routes r on r.route_id = v.route_id
    left join fleet.door_codes d on d.vehicle_id = v.vehicle_id and d.valid_to is null
   where v.vehicle_id = p_vehicle_id);
end $$;
comment on function fares.trip_card is 'plate, code, route, trip_id (null: on no trip), word, since, until, fares and '
  'cents of the whole trip, waiting (payments that M-Pesa has not confirmed), crew_cents (the crew''s part of it), '
  'rows (at, cents, due_cents (what lacks of it), state paid or waiting, '
  'seats, stage, last3, channel, label such as SIMBA 27, is_checked); times on the market''s clock.';
