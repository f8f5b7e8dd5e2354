-- Checks on the crew's page what a passenger said, on the open trip of a vehicle of theirs. Locks: as
-- accounts.crew_session; see fares.check_word. Repeat: it was shown before. Source: docs/decisions/crews-and-trips.md.
create or replace function crew.check_word(p_session bytea, p_plate text, p_text text, p_lang text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_crew     record := accounts.crew_session(p_session => p_session);
  v_vehicles bigint[] := accounts.vehicles_in_scope(p_trip_id => v_crew.trip_id, p_vehicle_ids => access.scope_ids(
               p_user_id => v_crew.user_id, p_function => 'crew.check_word', p_scope_kind => 'vehicle'));
  v_vehicle  fleet.vehicles;
  v_card     jsonb;
begin
  select v.* into v_vehicle from fleet.vehicles v
   where v.plate = fleet.normal_plate(p_text => p_plate) and v.vehicle_id = any (v_vehicles);
  if v_vehicle.vehicle_id is null then
    return access.refuse(p_function => 'crew.check_word', p_subject => 'fleet.vehicles:' || p_plate);
  end if;
  if p_text <> '' then
    v_card := fares.check_word(p_vehicle_id => v_vehicle.vehicle_id, p_text => left(p_text, 40),
                               p_user_id => v_crew.user_id, p_at => clock_timestamp());
  end if;
  perform access.require_permission(p_session => p_session, p_function => 'crew.check_word',
                                    p_scope_ids => array[v_vehicle.vehicle_id]);
  return jsonb_build_object('outcome', 'found', 'plate', v_vehicle.plate, 'by_link', v_crew.trip_id is not null,
    'word', (fleet.open_trip(p_vehicle_id => v_vehicle.vehicle_id, p_at => clock_timestamp())).word,
    'found', v_card ->> 'outcome', 'said', fares.check_sentence(p_card => v_card, p_lang => p_lang))
    || case when v_crew.trip_id is null
            then jsonb_build_object('viewer', access.viewer(p_user_id => v_crew.user_id)) else '{}' end;
end $$;
comment on function crew.check_word is
  'plate, word (of the trip), found (outcome of fares.check_word) and said (the sentence), both null without p_text; '
  'by_link and viewer as crew.home; {"outcome": "absent"} for no vehicle of theirs. Raises LFA55 (the trip is over), '
  'LFA60, LFA61 (not signed in).';
