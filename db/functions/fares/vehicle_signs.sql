-- Tells for each vehicle whether it can take fares, and does. One without fares for long during service hours is
-- silent. The reasons why it can't are those of the passenger's menu: no split rule, not in the pilot.
-- Repeat: the same as of the same horizon and moment.
create or replace function fares.vehicle_signs(
  p_owner_ids bigint[],
  p_zone      text,          -- the market's clock
  p_horizon   xid8,          -- see ledger.as_of
  p_moment    timestamptz
) returns table (vehicle_id bigint, plate text, route text, sign text, last_at timestamp)
language plpgsql stable rows 10 as $$
declare
  v_local   timestamp := p_moment at time zone p_zone;
  v_starts  time := config.setting(p_setting => 'service_starts')::time;
  v_ends    time := config.setting(p_setting => 'service_ends')::time;
  -- Without lists and stops nothing has to be asked for each vehicle.
  v_pilot   boolean := exists (select from fleet.pilot_entries p where p.kind in ('vehicle', 'route')
                                  and p.valid_from <= p_moment and (p.valid_to is null or p_moment < p.valid_to))
              or exists (select from fleet.pilot_stops s where s.ended_at is null and s.stopped_at <= p_moment);
  v_longest interval := config.setting(p_setting => 'silent_after_minutes')::int * interval '1 minute';
begin
  return query
  select v.vehicle_id, v.plate, r.number,
         case when v.state <> 'active' then 'closed'
              when not exists (select from fares.rules_in_force(p_vehicle_id => v.vehicle_id, p_at => p_moment))
                then 'no_rule'
              when v_pilot and fleet.pilot_state(p_vehicle_id => v.vehicle_id, p_phone_hash => null, p_at => p_moment)
                   <> 'open' then 'not_in_pilot'
              -- Noted by fares.watch_silence, which knows how often it usually takes fares at this hour.
              when exists (select from fares.silences q where q.vehicle_id = v.vehicle_id and q.owner_id = o.owner_id
                              and q.found_at <= p_moment and coalesce(q.ended_at > p_moment, true)
                              and coalesce(l.paid_at <= q.since, true)) then 'silent'
              when p_moment - l.paid_at <= v_longest then 'receiving'   -- at night, too: night routes exist
              -- Without a code only who knows the plate can pay.
              when l.paid_at is null and not exists (select from fleet.door_codes d where d.vehicle_id = v.vehicle_id
                     and (d.valid_to is null or p_moment < d.valid_to)) then 'no_code'
              when v_local::time not between v_starts and v_ends then 'resting'
              when p_moment - greatest(l.paid_at, o.valid_from, (v_local::date + v_starts) at time zone p_zone)
                   > v_longest then 'silent'
              else 'no_fares_yet' end,
         l.paid_at at time zone p_zone
    from fleet.vehicle_owners o
    join fleet.vehicles v on v.vehicle_id = o.vehicle_id
    join fleet.routes r on r.route_id = v.route_id
    left join lateral (
      -- A list and no join, so that the newest row is found first and no other is read.
      select f.paid_at from fares.fares f
       where f.vehicle_id = v.vehicle_id and f.xact < p_horizon
         and f.split_rule_id = any (array(select s.split_rule_id from fares.split_rules s
                                           where s.vehicle_id = v.vehicle_id and s.owner_id = o.owner_id))
       order by f.business_on desc, f.paid_at desc limit 1) l on true
   where o.owner_id = any (p_owner_ids) and o.valid_to is null order by v.plate;
end $$;
comment on function fares.vehicle_signs is 'Vehicles the owners have now, each with its sign (closed, no_rule, '
  'not_in_pilot, no_code, receiving, resting: outside service hours, silent, no_fares_yet: since service began or '
  'it was bought) and the market time of its last fare, null when there was none.';
