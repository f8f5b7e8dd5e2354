-- Shows the crew what a breakdown of the open trip would give back, before they say that there is one. Locks: as
-- accounts.crew_session. Source: docs/decisions/change-and-credit.md.
create or replace function crew.breakdown(p_session bytea, p_plate text, p_stage_id text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_crew     record := accounts.crew_session(p_session => p_session);
  v_vehicles bigint[] := accounts.vehicles_in_scope(p_trip_id => v_crew.trip_id, p_vehicle_ids => access.scope_ids(
               p_user_id => v_crew.user_id, p_function => 'crew.breakdown', p_scope_kind => 'vehicle'));
  v_vehicle  fleet.vehicles;
  v_trip_id  bigint;
begin
  select v.* into v_vehicle from fleet.vehicles v
   where v.plate = fleet.normal_plate(p_text => p_plate) and v.vehicle_id = any (v_vehicles);
  if v_vehicle.vehicle_id is null then
    return access.refuse(p_function => 'crew.breakdown', p_subject => 'fleet.vehicles:' || p_plate);
  end if;
  v_trip_id := (fleet.open_trip(p_vehicle_id => v_vehicle.vehicle_id, p_at => clock_timestamp())).trip_id;
  return jsonb_build_object('outcome', 'found', 'plate', v_vehicle.plate, 'trip_id', v_trip_id,
    'by_link', v_crew.trip_id is not null,
    'known', exists (select from fares.breakdowns b where b.trip_id = v_trip_id),
    'stages', (select coalesce(jsonb_agg(jsonb_build_object('stage_id', s.stage_id, 'name', s.name)
                 order by s.position), '[]') from fleet.stages s where s.route_id = v_vehicle.route_id),
    'stage', (select jsonb_build_object('stage_id', s.stage_id, 'name', s.name, 'seats', coalesce(sum(b.seats), 0),
                       'cents', coalesce(sum(b.cents), 0)::bigint)
                from fleet.stages s
                left join lateral fares.breakdown_parts(p_trip_id => v_trip_id, p_stage_id => s.stage_id) b on true
               where s.route_id = v_vehicle.route_id and s.stage_id::text = p_stage_id group by s.stage_id, s.name))
    || case when v_crew.trip_id is null
            then jsonb_build_object('viewer', access.viewer(p_user_id => v_crew.user_id)) else '{}' end;
end $$;
comment on function crew.breakdown is 'plate, trip_id (null: on no trip), known (it broke down already), stages, stage '
  '(the one asked for: seats that have not arrived, cents that go back; null: none), by_link and viewer as crew.home; '
  '{"outcome": "absent"} for no vehicle of theirs. Raises LFA55 (the trip is over), LFA60.';
