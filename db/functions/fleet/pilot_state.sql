-- Whether this vehicle takes a fare from this SIM now. A pilot is open to some plates, routes and SIMs only; the others
-- get a text instead of a charge. What staff stopped takes none, whatever the lists say.
create or replace function fleet.pilot_state(
  p_vehicle_id bigint,
  p_phone_hash bytea,        -- null: the payer is not known (PayBill), then SIM lists don't count
  p_at         timestamptz
) returns text language plpgsql stable as $$
begin
  return (
    with listed as (
      select p.kind, p.vehicle_id, p.route_id, p.phone_hash from fleet.pilot_entries p
       where p.valid_from <= p_at and (p.valid_to is null or p_at < p.valid_to))
    select case
      when v.vehicle_id is null or v.state = 'closed' then 'closed'
      when exists (select from fleet.pilot_stops s
                    where s.ended_at is null and s.stopped_at <= p_at
                      and (s.vehicle_id = v.vehicle_id or s.route_id = v.route_id or s.phone_hash = p_phone_hash))
         then 'not_in_pilot'
      when exists (select from listed where kind in ('vehicle', 'route'))
       and not exists (select from listed l where l.vehicle_id = v.vehicle_id or l.route_id = v.route_id)
         then 'not_in_pilot'
      when p_phone_hash is not null and exists (select from listed where kind = 'sim')
       and not exists (select from listed l where l.phone_hash = p_phone_hash) then 'not_in_pilot'
      else 'open' end
      from (values (p_vehicle_id)) as asked(vehicle_id)
      left join fleet.vehicles v using (vehicle_id));
end $$;
comment on function fleet.pilot_state is 'open, closed (or no such vehicle) or not_in_pilot. Raises nothing.';
