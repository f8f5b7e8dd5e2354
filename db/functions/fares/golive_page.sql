-- Shows how far the routes of some SACCOs are from going live, and the vehicles of one of them. The same document for
-- SACCOs and staff. Source: docs/decisions/shadow-and-go-live.md.
create or replace function fares.golive_page(
  p_sacco_ids bigint[],
  p_route_id  bigint,       -- its vehicles and trips, too; null: none
  p_skip      int,          -- so many vehicles are left out, 20 are shown
  p_at        timestamptz
) returns jsonb language sql stable as $$
  select jsonb_build_object('now', p_at at time zone config.setting(p_setting => 'time_zone'),
    'tallied_percent', config.setting(p_setting => 'golive_tallied_percent')::int,
    'permille', (select g.green_bound from gates.gates g where g.gate = 'tally_variance'),
    'routes', (select coalesce(jsonb_agg(jsonb_build_object('route_id', r.route_id, 'number', r.number,
          'corridor', r.corridor, 'sacco', s.name, 'sacco_id', s.sacco_id, 'vehicles', (select count(*)
             from fleet.vehicles v where v.route_id = r.route_id and v.state = 'active'))
        || fares.golive_card(p_route_id => r.route_id, p_vehicle_id => null, p_at => p_at)
        order by s.name, r.number), '[]')
      from fleet.routes r join fleet.saccos s using (sacco_id)
     where r.sacco_id = any (p_sacco_ids) and (p_route_id is null or r.route_id = p_route_id)),
    'vehicles', (select coalesce(jsonb_agg(jsonb_build_object('vehicle_id', v.vehicle_id, 'plate', v.plate)
        || fares.golive_card(p_route_id => p_route_id, p_vehicle_id => v.vehicle_id, p_at => p_at) order by v.plate),
        '[]')
      from (select w.* from fleet.vehicles w join fleet.routes r using (route_id)
             where w.route_id = p_route_id and w.state = 'active' and r.sacco_id = any (p_sacco_ids)
             order by w.plate offset greatest(p_skip, 0) limit 20) v),
    'trips', coalesce((select fares.shadow_trips(p_route_id => r.route_id, p_at => p_at) from fleet.routes r
                        where r.route_id = p_route_id and r.sacco_id = any (p_sacco_ids)), '[]'))
$$;
comment on function fares.golive_page is
  'now, tallied_percent and permille (what a clean day needs), routes (route_id, '
  'number, corridor, sacco, sacco_id, vehicles: how many, and fares.golive_card), vehicles of p_route_id (vehicle_id, '
  'plate and the card) and trips (fares.shadow_trips of it). Raises nothing.';
