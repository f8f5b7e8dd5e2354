-- The crew's page: who has paid on the open trip of each of their vehicles, newest first.
-- Locks: as accounts.crew_session; see fares.note_view. Repeat: reads. Source: docs/decisions/crews-and-trips.md.
create or replace function crew.home(p_session bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_crew     record := accounts.crew_session(p_session => p_session);
  v_vehicles bigint[] := accounts.vehicles_in_scope(p_trip_id => v_crew.trip_id, p_vehicle_ids => access.scope_ids(
               p_user_id => v_crew.user_id, p_function => 'crew.home', p_scope_kind => 'vehicle'));
  v_now      constant timestamptz := clock_timestamp();
begin
  if v_vehicles = '{}' then
    return access.refuse(p_function => 'crew.home', p_subject => 'crew pages');
  end if;
  perform fares.note_view(p_at => v_now,
                          p_trip_id => (fleet.open_trip(p_vehicle_id => w.vehicle_id, p_at => v_now)).trip_id)
     from unnest(v_vehicles) as w(vehicle_id);
  return jsonb_build_object('outcome', 'found', 'now', v_now at time zone config.setting(p_setting => 'time_zone'),
    'by_link', v_crew.trip_id is not null, 'grace', fares.open_grace(p_at => v_now) is not null, 'vehicles',
    (select jsonb_agg(fares.trip_card(p_vehicle_id => w.vehicle_id, p_at => v_now, p_from => 1, p_limit => 60)
              || jsonb_build_object('day', fares.crew_day(p_vehicle_id => w.vehicle_id, p_at => v_now),
                   'tally', fares.tally_card(p_vehicle_id => w.vehicle_id, p_at => v_now),
                   'promises', fares.vehicle_promises(p_vehicle_id => w.vehicle_id, p_at => v_now))
              order by w.vehicle_id) from unnest(v_vehicles) as w(vehicle_id)))
    || case when v_crew.trip_id is null
            then jsonb_build_object('viewer', access.viewer(p_user_id => v_crew.user_id)) else '{}' end;
end $$;
comment on function crew.home is
  'now, by_link (came by a trip''s link), grace (M-Pesa is silent), vehicles (see fares.trip_card; day: see '
    'fares.crew_day, tally: fares.tally_card, promises: fares.vehicle_promises), and viewer for a '
    'sign-in by password; '
  '{"outcome": "absent"} for anyone who is no crew. Raises LFA55 (the trip is over), LFA60 (not signed in).';
