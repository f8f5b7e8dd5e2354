-- Lists who has paid on this trip, for the conductor's menu and page: when, how much, how many seats, which stage, and
-- the last three digits of the phone, never more. Source: docs/decisions/crews-and-trips.md.
create or replace function fares.trip_card(
  p_vehicle_id bigint,
  p_at         timestamptz,
  p_from       int,          -- rows from this one on, newest first, counted from 1
  p_limit      int           -- rows at most
) returns jsonb language sql stable as $$
  with zone as (select config.setting(p_setting => 'time_zone') as name),
       trip as (select t.* from fleet.open_trip(p_vehicle_id => p_vehicle_id, p_at => p_at) t
                 where t.trip_id is not null),
       paid as (
    select f.receipt, f.amount_cents, f.paid_at, f.channel, f.payer_last3, f.payment_ref
      from trip t cross join lateral fares.trip_fares(p_trip_id => t.trip_id) f)
  select jsonb_build_object(
    'vehicle_id', v.vehicle_id, 'plate', v.plate, 'code', coalesce(d.door_code, v.plate), 'route', r.number,
    'trip_id', (select t.trip_id from trip t), 'since', (select t.opened_at at time zone z.name from trip t),
    'until', (select t.ends_at at time zone z.name from trip t),
    'fares', (select count(*) from paid), 'cents', (select coalesce(sum(p.amount_cents), 0)::bigint from paid p),
    'rows', (select coalesce(jsonb_agg(jsonb_build_object('at', q.paid_at at time zone z.name, 'cents', q.amount_cents,
                'seats', i.seats, 'stage', s.name, 'last3', q.payer_last3, 'channel', q.channel)
                  order by q.paid_at desc, q.receipt), '[]')
               from (select p.* from paid p order by p.paid_at desc, p.receipt offset p_from - 1 limit p_limit) q
               left join mobile_money.payment_intents i on i.payment_ref = q.payment_ref
               left join fleet.stages s on s.stage_id = i.stage_id))
    from fleet.vehicles v
    cross join zone z
    join fleet.routes r on r.route_id = v.route_id
    left join fleet.door_codes d on d.vehicle_id = v.vehicle_id and d.valid_to is null
   where v.vehicle_id = p_vehicle_id
$$;
comment on function fares.trip_card is 'plate, code, route, trip_id (null: on no trip), since, until, fares and cents '
  'of the whole trip, rows (at, cents, seats, stage, last3, channel); times on the market''s clock.';
