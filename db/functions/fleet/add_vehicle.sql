-- Registers a vehicle of a SACCO from what was typed, with its door code, and proposes its first conductor, if a phone
-- was typed. Locks: as fleet.register_vehicle. Repeat: the
-- plate is taken. Source: docs/decisions/onboarding.md.
create or replace function fleet.add_vehicle(
  p_made_by  bigint,   -- null: the command line
  p_sacco_id bigint,
  p_typed    jsonb,    -- plate, seats, route_id, owner_id; door_code: blank: the next free one; conductor: as for
                       -- fleet.propose_person
  p_party    text      -- staff, or the SACCO's own admin (sacco)
) returns jsonb language plpgsql as $$
declare
  v_plate      text := fleet.normal_plate(p_text => p_typed ->> 'plate');
  v_route_id   bigint := (select r.route_id from fleet.routes r
                           where r.route_id::text = p_typed ->> 'route_id' and r.sacco_id = p_sacco_id);
  v_owner_id   bigint := (select m.owner_id from fleet.sacco_memberships m
                           where m.owner_id::text = p_typed ->> 'owner_id' and m.sacco_id = p_sacco_id
                             and m.valid_to is null);
  v_code       text := coalesce(fleet.clean_typed(p_text => p_typed ->> 'door_code'), '');
  v_vehicle_id bigint;
  v_outcome    text := case
    when v_plate is null then 'plate_wrong'
    when exists (select from fleet.vehicles v where v.plate = v_plate) then 'plate_taken'
    when btrim(p_typed ->> 'seats') ~ '^[1-9][0-9]?$' is not true then 'seats_wrong'
    when v_route_id is null then 'no_route'
    when v_owner_id is null then 'no_owner'
    when v_code <> '' and fleet.valid_door_code(p_text => v_code) is null then 'code_wrong'
    when v_code <> '' and exists (select from fleet.door_codes d where d.door_code = v_code
           and coalesce(d.valid_to, 'infinity') > clock_timestamp() - interval '24 hours') then 'code_taken' end;
begin
  if v_outcome is not null then
    return jsonb_build_object('outcome', v_outcome);
  end if;
  v_vehicle_id := fleet.register_vehicle(p_plate => v_plate, p_route_id => v_route_id, p_owner_id => v_owner_id,
    p_seats => btrim(p_typed ->> 'seats')::int, p_at => clock_timestamp());
  v_outcome := fleet.give_door_code(p_vehicle_id => v_vehicle_id, p_typed => v_code);
  perform fleet.propose_person(p_made_by => p_made_by, p_typed => p_typed, p_role => 'crew',
    p_scope_id => v_vehicle_id, p_sacco_id => case p_party when 'sacco' then p_sacco_id end);
  return jsonb_build_object('outcome', 'registered', 'vehicle_id', v_vehicle_id, 'plate', v_plate,
                            'code', v_outcome);
end $$;
comment on function fleet.add_vehicle is
  'Outcome registered (with vehicle_id, plate and code: outcome of fleet.give_door_code), plate_wrong, plate_taken, '
  'seats_wrong (1 to 99), no_route, no_owner, code_wrong or code_taken. Raises LFC31 (registered elsewhere meanwhile).';
