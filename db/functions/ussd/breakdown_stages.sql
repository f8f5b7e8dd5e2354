-- Lists where a vehicle can say that it broke down: the stages of its route in order but the last, nine at most.
create or replace function ussd.breakdown_stages(p_vehicle_id bigint)
returns table (n int, stage_id bigint, name text) language sql stable as $$
  select row_number() over (order by s.position)::int, s.stage_id, s.name
    from fleet.vehicles v join fleet.stages s using (route_id)
   where v.vehicle_id = p_vehicle_id
     and s.position < (select max(l.position) from fleet.stages l where l.route_id = v.route_id)
   order by s.position limit 9
$$;
comment on function ussd.breakdown_stages is 'n (from 1), stage_id, name. Raises nothing.';
