-- Switches a vehicle, a route or a SIM off, or on again: from the next screen on no fare is taken of it. One person,
-- one click: nothing is charged meanwhile, and the other click undoes it. Locks: the open stop. Repeat: same.
-- Source: docs/decisions/configuration.md.
create or replace function fleet.switch_fares(
  p_kind       text,     -- vehicle, route or sim
  p_id         bigint,   -- of the vehicle or route
  p_phone_hash bytea,    -- of the SIM
  p_to         text,     -- on or off
  p_user_id    bigint,
  p_at         timestamptz
) returns text language plpgsql as $$
begin
  if p_to = 'off' then
    insert into fleet.pilot_stops (kind, vehicle_id, route_id, phone_hash, stopped_by, stopped_at)
    values (p_kind, case p_kind when 'vehicle' then p_id end, case p_kind when 'route' then p_id end,
            case p_kind when 'sim' then p_phone_hash end, p_user_id, p_at)
    on conflict do nothing;
  elsif p_to = 'on' then
    update fleet.pilot_stops s set ended_at = greatest(p_at, s.stopped_at), ended_by = p_user_id
     where s.ended_at is null and s.kind = p_kind
       and case p_kind when 'sim' then s.phone_hash = p_phone_hash else coalesce(s.vehicle_id, s.route_id) = p_id end;
  else
    return 'wrong';
  end if;
  return case when found then p_to else 'same' end;
end $$;
comment on function fleet.switch_fares is 'Outcome off, on, same or wrong (neither on nor off). Raises check_violation '
  '(nothing named).';
