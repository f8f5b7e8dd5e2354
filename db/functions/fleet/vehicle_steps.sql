-- The checklist of each vehicle, from the SACCO's fares to its first fare. Source: docs/decisions/onboarding.md.
create or replace function fleet.vehicle_steps(p_vehicle_ids bigint[])
returns table (vehicle_id bigint, steps text[], done text[], next text) language sql stable as $$
  select l.vehicle_id, l.steps, l.done,
         (select s from unnest(l.steps) with ordinality x(s, n) where s <> all (l.done) order by n limit 1)
    from (
      select v.vehicle_id, array_remove(array['fares', 'vehicle', 'owner', 'code', 'split', 'crew',
               case when p.pilot = 'not_in_pilot' then 'pilot' end, 'first_fare'], null) as steps,
             array_remove(array[
               case when exists (select from fleet.stages s join fleet.stage_fares f using (stage_id)
                                  where s.route_id = v.route_id) then 'fares' end,
               'vehicle',
               case when exists (select from fleet.vehicle_owners o join access.role_grants g
                                     on g.scope_kind = 'owner' and g.scope_id = o.owner_id
                                  where o.vehicle_id = v.vehicle_id and o.valid_to is null and g.role = 'owner'
                                    and (g.valid_to is null or g.valid_to > clock_timestamp())) then 'owner' end,
               case when exists (select from fleet.door_codes d
                                  where d.vehicle_id = v.vehicle_id and d.valid_to is null) then 'code' end,
               case when fares.rule_in_force(v.vehicle_id, clock_timestamp()) is not null then 'split' end,
               case when exists (select from access.role_grants g where g.scope_kind = 'vehicle'
                                    and g.scope_id = v.vehicle_id and g.role = 'crew'
                                    and (g.valid_to is null or g.valid_to > clock_timestamp())) then 'crew' end,
               case when exists (select from fares.fares f where f.vehicle_id = v.vehicle_id) then 'first_fare' end],
               null) as done
        from fleet.vehicles v
       cross join lateral (select fleet.pilot_state(v.vehicle_id, null, clock_timestamp()) as pilot) p
       where v.vehicle_id = any (p_vehicle_ids)) l
$$;
comment on function fleet.vehicle_steps is
  'For each vehicle its steps in order (fares, vehicle, owner: can sign in, code, split, crew, pilot: only where it '
  'keeps the vehicle out, first_fare), those that are done, and the next; null: all done. Raises nothing.';
