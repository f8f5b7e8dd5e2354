-- Lists SACCOs with how far their vehicles are, for the first page of onboarding.
create or replace function fleet.sacco_cards(
  p_sacco_ids bigint[]   -- null: all
) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('sacco_id', s.sacco_id, 'name', s.name,
             'routes', (select count(*) from fleet.routes r where r.sacco_id = s.sacco_id),
             'vehicles', v.vehicles, 'payable', v.payable) order by s.name), '[]')
    from fleet.saccos s
   cross join lateral (
     select count(*) as vehicles,
            count(*) filter (where fares.rule_in_force(q.vehicle_id, clock_timestamp()) is not null
                               and fleet.pilot_state(q.vehicle_id, null, clock_timestamp()) = 'open') as payable
       from fleet.vehicles q where q.sacco_id = s.sacco_id and q.state = 'active') v
   where p_sacco_ids is null or s.sacco_id = any (p_sacco_ids)
$$;
comment on function fleet.sacco_cards is
  'sacco_id, name, how many routes and vehicles, and how many of those can be paid. Raises nothing.';
