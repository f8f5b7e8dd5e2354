-- The arguments of the text about an open prompt: amount, vehicle, minutes until the SIM may dial again, PayBill, and
-- what to say to the conductor, or the vehicle once more.
create or replace function ussd.waiting_words(p_payment_ref text) returns text[] language sql stable as $$
  select array[messaging.money_text(p_cents => i.amount_cents), coalesce(d.door_code, v.plate),
               ceil(config.setting(p_setting => 'push_wait_seconds')::int / 60.0)::text,
               ussd.vehicle_card(p_vehicle_id => i.vehicle_id, p_phone_hash => i.phone_hash,
                 p_at => i.created_at) ->> 'till',
               coalesce(fares.seat_label(p_payment_ref => i.payment_ref), d.door_code, v.plate)]
    from mobile_money.payment_intents i
    join fleet.vehicles v on v.vehicle_id = i.vehicle_id
    left join fleet.door_codes d on d.vehicle_id = i.vehicle_id and d.valid_to is null
   where i.payment_ref = p_payment_ref
$$;
comment on function ussd.waiting_words is 'Amount in shillings, door code, minutes to wait, PayBill, SIMBA 27 (or the '
  'door code). Raises nothing.';
