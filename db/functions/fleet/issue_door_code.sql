-- Gives a vehicle its door code. The old code is freed and may not be issued again for 24 hours, so that a passenger of
-- yesterday does not pay another vehicle; the vehicle that had it may have it back.
-- Locks: the code, then the vehicle's row. Repeat: the same code again changes nothing.
create or replace function fleet.issue_door_code(
  p_vehicle_id bigint,
  p_door_code  text,          -- 3 to 6 digits, the last a Damm check digit
  p_at         timestamptz
) returns text language plpgsql as $$
begin
  if fleet.valid_door_code(p_text => p_door_code) is null then
    raise exception 'a door code ends in its check digit' using errcode = 'LFV30';
  end if;
  -- Two callers with one code run one after the other, so that the second learns that it is taken.
  perform pg_advisory_xact_lock(hashtext('fleet.issue_door_code'), p_door_code::int);
  perform from fleet.vehicles v where v.vehicle_id = p_vehicle_id for no key update;
  if not found then
    raise exception 'no such vehicle' using errcode = 'LFN30';
  end if;
  if exists (select from fleet.door_codes d
              where d.door_code = p_door_code and d.vehicle_id = p_vehicle_id and d.valid_to is null) then
    return p_door_code;
  end if;
  if exists (select from fleet.door_codes d
              where d.door_code = p_door_code and d.vehicle_id <> p_vehicle_id
                and coalesce(d.valid_to, 'infinity') > p_at - interval '24 hours') then
    raise exception 'this door code is in use, or was within 24 hours' using errcode = 'LFC30';
  end if;
  update fleet.door_codes d set valid_to = p_at where d.vehicle_id = p_vehicle_id and d.valid_to is null;
  insert into fleet.door_codes (door_code, vehicle_id, valid_from) values (p_door_code, p_vehicle_id, p_at);
  return p_door_code;
end $$;
comment on function fleet.issue_door_code is 'Makes p_door_code the vehicle''s door code from p_at on; returns it. '
  'Raises LFV30 (check digit), LFN30 (no such vehicle), LFC30 (taken, or free for less than 24 h).';
