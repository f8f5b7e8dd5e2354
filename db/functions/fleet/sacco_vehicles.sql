-- Lists the vehicles that ride for these SACCOs now. What a vehicle took before it came over is the business of the
-- SACCO that it left: it counts here from the first whole day on.
create or replace function fleet.sacco_vehicles(p_sacco_ids bigint[])
returns table (vehicle_id bigint, plate text, route text, target_cents bigint, counts_from date) language sql
  stable as $$
  select v.vehicle_id, v.plate, r.number, v.target_cents,
         coalesce((v.in_sacco_since at time zone config.setting(p_setting => 'time_zone'))::date + 1, date '2000-01-01')
    from fleet.vehicles v join fleet.routes r on r.route_id = v.route_id
   where v.sacco_id = any (p_sacco_ids) order by v.plate
$$;
comment on function fleet.sacco_vehicles is 'Their vehicles, closed ones too, by plate; counts_from: the first day '
  'whose takings are this SACCO''s to see. Raises nothing.';
