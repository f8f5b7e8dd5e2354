-- What the menu shows of a vehicle, and whether it takes a fare from this SIM now.
create or replace function ussd.vehicle_card(p_vehicle_id bigint, p_phone_hash bytea, p_at timestamptz) returns jsonb
language plpgsql stable as $$
begin
  return (
    select jsonb_build_object(
             'id', v.vehicle_id, 'code', d.door_code, 'route', left(r.number, 6), 'route_id', v.route_id,
             'plate', v.plate, 'currency', s.currency, 'till', t.short_code,
             'state', case when d.door_code is null or t.short_code is null
                             or fares.rule_in_force(p_vehicle_id => v.vehicle_id, p_at => p_at) is null then 'closed'
                           else fleet.pilot_state(p_vehicle_id => v.vehicle_id, p_phone_hash => p_phone_hash,
                             p_at => p_at) end)
      from fleet.vehicles v
      join fleet.routes r on r.route_id = v.route_id join fleet.saccos s on s.sacco_id = v.sacco_id
      left join fleet.door_codes d on d.vehicle_id = v.vehicle_id and d.valid_to is null
      left join lateral (select l.short_code from mobile_money.tills l
                          where l.currency = s.currency order by l.short_code limit 1) t on true
     where v.vehicle_id = p_vehicle_id);
end $$;
comment on function ussd.vehicle_card is 'id, code (door code), route, route_id, plate, currency, till '
  '(PayBill), state (open, closed, not_in_pilot); null for no such vehicle. Raises nothing.';
