-- The route that staff typed: its public number, with the SACCO where several have it (46 Test Line).
create or replace function fleet.find_route(p_text text) returns bigint language sql stable as $$
  select min(r.route_id) from fleet.routes r join fleet.saccos s using (sacco_id)
   where fleet.clean_typed(p_text => p_text) in (fleet.clean_typed(p_text => r.number),
                                                 fleet.clean_typed(p_text => r.number || s.name))
  having count(*) = 1
$$;
comment on function fleet.find_route is 'Its route_id; null when there is none, or more than one. Raises nothing.';
