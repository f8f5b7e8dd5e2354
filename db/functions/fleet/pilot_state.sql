-- Whether this vehicle takes a fare from this SIM now. A pilot is open to some plates, routes and SIMs only; the others
-- get a text instead of a charge. What staff stopped takes none, whatever the lists say.
create or replace function fleet.pilot_state(
  p_vehicle_id bigint,
  p_phone_hash bytea,        -- null: the payer is not known (PayBill), then SIM lists don't count
  p_at         timestamptz
) returns text language plpgsql stable as $$
declare
  v_state    text;
  v_route_id bigint;
  v_listed   boolean;
begin
  select v.state, v.route_id, exists (select from fleet.pilot_stops s where s.ended_at is null)
                           or exists (select from fleet.pilot_entries p where p.valid_to is null or p_at < p.valid_to)
    into v_state, v_route_id, v_listed
    from fleet.vehicles v where v.vehicle_id = p_vehicle_id;
  if not found or v_state = 'closed' then
    return 'closed';
  elsif not v_listed then   -- nothing is stopped and no list counts: nobody asks who is on it
    return 'open';
  end if;
  return (
    with listed as (
      select p.kind, p.vehicle_id, p.route_id, p.phone_hash from fleet.pilot_entries p
       where p.valid_from <= p_at and (p.valid_to is null or p_at < p.valid_to))
    select case
      when exists (select from fleet.pilot_stops s
                    where s.ended_at is null and s.stopped_at <= p_at
                      and (s.vehicle_id = p_vehicle_id or s.route_id = v_route_id or s.phone_hash = p_phone_hash))
         then 'not_in_pilot'
      when exists (select from listed where kind in ('vehicle', 'route'))
       and not exists (select from listed l where l.vehicle_id = p_vehicle_id or l.route_id = v_route_id)
         then 'not_in_pilot'
      when p_phone_hash is not null and exists (select from listed where kind = 'sim')
       and not exists (select from listed l where l.phone_hash = p_phone_hash) then 'not_in_pilot'
      else 'open' end);
end $$;
comment on function fleet.pilot_state is 'open, closed (or no such vehicle) or not_in_pilot. Raises nothing.';
