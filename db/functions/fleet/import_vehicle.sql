-- Registers what a row of a file names and is not there yet, up to the door code. Locks: as the functions it calls.
-- Repeat: nothing is new.
create or replace function fleet.import_vehicle(p_row jsonb, p_made_by bigint) returns int language plpgsql as $$
declare
  v_sacco_id bigint := (select s.sacco_id from fleet.saccos s
                         where lower(s.name) = lower(messaging.gsm_text(p_text => p_row ->> 'sacco')));
  v_route    jsonb := p_row -> 'route';
  v_route_id bigint;
  v_typed    jsonb := p_row -> 'vehicle';
  v_vehicle  fleet.vehicles;
  v_document jsonb;
  v_new      int := 0;
begin
  if v_sacco_id is null then
    v_document := fleet.register_sacco(p_name => p_row ->> 'sacco');
    v_new := v_new + fleet.import_outcome(v_document);
    v_sacco_id := (v_document ->> 'sacco_id')::bigint;
  end if;
  select r.route_id into v_route_id from fleet.routes r
   where r.sacco_id = v_sacco_id and r.number = upper(btrim(v_route ->> 'number'));
  if v_route_id is null then
    v_document := fleet.lay_route(p_sacco_id => v_sacco_id, p_typed => v_route);
    v_new := v_new + fleet.import_outcome(v_document);
    v_route_id := (v_document ->> 'route_id')::bigint;
  elsif jsonb_array_length(v_route -> 'stages') > 0
    and ((select jsonb_agg(messaging.gsm_text(p_text => t.name) order by t.n)
            from jsonb_array_elements_text(v_route -> 'stages') with ordinality t(name, n))
           <> (select jsonb_agg(s.name order by s.position) from fleet.stages s where s.route_id = v_route_id)
      or exists (select from unnest(array['off_peak', 'peak', 'rain']) band,
                   coalesce(fleet.parse_fares(v_route -> band, jsonb_array_length(v_route -> 'stages') - 1),
                            '{0}'::bigint[]) typed
                  where typed <> '{}'::bigint[]
                    and typed is distinct from fleet.band_fares(v_route_id, band, clock_timestamp()))) then
    perform fleet.import_outcome('{"outcome": "route_differs"}');
  end if;
  v_document := fleet.register_owner(p_made_by => p_made_by, p_sacco_id => v_sacco_id, p_typed => p_row -> 'owner',
                                     p_party => 'sacco');
  v_new := v_new + fleet.import_outcome(v_document);
  select v.* into v_vehicle from fleet.vehicles v where v.plate = fleet.normal_plate(p_text => v_typed ->> 'plate');
  if not found then
    v_document := fleet.add_vehicle(p_made_by => null, p_sacco_id => v_sacco_id, p_party => 'staff',
      p_typed => v_typed || jsonb_build_object('route_id', v_route_id::text, 'owner_id', v_document ->> 'owner_id'));
    return v_new + fleet.import_outcome(v_document);
  elsif (v_vehicle.sacco_id, v_vehicle.route_id, v_vehicle.seats::text, v_vehicle.state)
          is distinct from (v_sacco_id, v_route_id, v_typed ->> 'seats', 'active')
     or not exists (select from fleet.vehicle_owners o where o.vehicle_id = v_vehicle.vehicle_id
                       and o.valid_to is null and o.owner_id::text = v_document ->> 'owner_id') then
    perform fleet.import_outcome('{"outcome": "vehicle_differs"}');
  elsif coalesce(v_typed ->> 'door_code', '') <> '' and not exists (select from fleet.door_codes d
          where d.vehicle_id = v_vehicle.vehicle_id and d.valid_to is null and d.door_code = v_typed ->> 'door_code')
            then
    perform fleet.import_outcome('{"outcome": "code_differs"}');
  end if;
  return v_new;
end $$;
comment on function fleet.import_vehicle is
  'How many things were new. Raises LFV33 with the outcome of the step that refused the row.';
