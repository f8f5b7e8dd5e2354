-- Simulates what is proposed for a vehicle now; without a proposal it shows the last 30 days as they were.
create or replace function fares.open_simulation(p_vehicle_id bigint) returns jsonb language sql stable as $$
  select fares.split_simulation(p_vehicle_id => p_vehicle_id, p_at => clock_timestamp(), p_rule => (
    select fares.proposed_rule(p_proposal => p) from fares.split_proposals p
     where p.vehicle_id = p_vehicle_id and p.state = 'proposed' and p.expires_at > clock_timestamp()))
$$;
comment on function fares.open_simulation is 'See fares.split_simulation. Raises nothing.';
