-- The ride that this SIM paid for last, at its price of now, to be offered as choice 1.
create or replace function ussd.last_ride(p_phone_hash bytea, p_at timestamptz) returns jsonb
language plpgsql stable as $$
declare
  v_ride  mobile_money.payment_intents;
  v_card  jsonb;
  v_quote jsonb;
  v_cents bigint;
begin
  select i.* into v_ride from mobile_money.payment_intents i
   where i.phone_hash = p_phone_hash and i.state = 'paid' and i.top_up_of is null
   order by i.created_at desc limit 1;
  if not found then
    return null;
  end if;
  v_card := ussd.vehicle_card(p_vehicle_id => v_ride.vehicle_id, p_phone_hash => p_phone_hash, p_at => p_at);
  if v_card is null or v_card ->> 'state' <> 'open' then
    return null;
  end if;
  select to_jsonb(q) into v_quote
    from fleet.stage_prices(p_route_id => (v_card ->> 'route_id')::bigint, p_at => p_at) q
   where q.stage_id = v_ride.stage_id;
  v_cents := coalesce((v_quote ->> 'amount_cents')::bigint,
                      (v_ride.amount_cents + v_ride.credit_cents) / v_ride.seats);
  if v_cents * v_ride.seats > config.setting(p_setting => 'ussd_max_cents')::bigint
     or v_cents > fleet.fare_cap(p_route_id => (v_card ->> 'route_id')::bigint, p_at => p_at) then
    return null;
  end if;
  return jsonb_build_object('vehicle', v_card, 'stage', v_quote, 'unit_cents', v_cents,
                            'seats', v_ride.seats, 'quoted_at', p_at);
end $$;
comment on function ussd.last_ride is 'vehicle, stage (null when an amount was typed), unit_cents, seats, quoted_at, '
  'as a confirm screen needs them; null for a SIM that never paid or whose vehicle takes no fares now. Raises nothing.';
