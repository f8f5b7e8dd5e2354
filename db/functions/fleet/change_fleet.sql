-- Does one step of onboarding for staff or a SACCO's admin, each within what is theirs; one function, so that both have
-- the same checks. Locks and repeat: as the function of the step. Source: docs/decisions/onboarding.md.
create or replace function fleet.change_fleet(
  p_made_by   bigint,
  p_sacco_ids bigint[],   -- whose admin; null: staff
  p_action    text,       -- sacco, route, owner, vehicle; code, close, reopen, move, transfer
  p_subject   text,       -- sacco_id; from code on the plate
  p_typed     jsonb       -- as the function of the step takes it
) returns jsonb language plpgsql as $$
declare
  v_vehicle  fleet.vehicles;
  v_sacco_id bigint;
  v_party    text := case when p_sacco_ids is null then 'staff' else 'sacco' end;
begin
  if p_action = 'sacco' and p_sacco_ids is null then
    return fleet.start_sacco(p_made_by => p_made_by, p_typed => p_typed);
  elsif p_action in ('code', 'close', 'reopen', 'move', 'transfer') then
    select v.* into v_vehicle from fleet.vehicles v where v.plate = fleet.normal_plate(p_text => p_subject);
    v_sacco_id := v_vehicle.sacco_id;
  elsif p_action in ('route', 'owner', 'vehicle') then
    v_sacco_id := (select s.sacco_id from fleet.saccos s where s.sacco_id::text = p_subject);
  end if;
  if v_sacco_id is null or v_sacco_id <> all (p_sacco_ids) then
    return jsonb_build_object('outcome', 'absent');
  end if;
  case p_action
    when 'route' then return fleet.lay_route(p_sacco_id => v_sacco_id, p_typed => p_typed);
    when 'owner' then return fleet.register_owner(p_made_by, v_sacco_id, p_typed, v_party);
    when 'vehicle' then return fleet.add_vehicle(p_made_by, v_sacco_id, p_typed, v_party);
    else return fleet.change_vehicle(p_made_by => p_made_by, p_sacco_ids => p_sacco_ids, p_action => p_action,
                                     p_vehicle_id => v_vehicle.vehicle_id, p_typed => p_typed);
  end case;
end $$;
comment on function fleet.change_fleet is
  'Outcome of the step''s function, or absent (no such thing, or not theirs). Raises LFN30, LFC31 (see those).';
