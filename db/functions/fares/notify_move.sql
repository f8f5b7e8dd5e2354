-- Tells the passenger by SMS which vehicle has their fare now, when we have the number. Locks: none. Repeat: once.
create or replace function fares.notify_move(p_receipt text) returns void language sql as $$
  select messaging.enqueue(p_topic => 'sms', p_key => p_receipt || '/moved',
           p_payload => jsonb_build_object('phone_hash', encode(f.phone_hash, 'hex'),
             'text', messaging.say(p_key => 'sms_moved', p_lang => f.lang, p_args => array[
               messaging.money_text(p_cents => n.amount_cents), p_receipt, coalesce(d.door_code, v.plate),
               coalesce(' ' || fares.seat_label(p_payment_ref => n.payment_ref) || '.', '')])))
    from fares.moves m join fares.fares n on n.receipt = m.to_receipt
    join fleet.vehicles v on v.vehicle_id = n.vehicle_id
    left join fleet.door_codes d on d.vehicle_id = n.vehicle_id and d.valid_to is null
    join privacy.phones f on f.phone_hash = fares.payer_of(p_receipt => p_receipt) and f.phone_sealed <> ''
   where m.receipt = p_receipt
$$;
comment on function fares.notify_move is 'Puts an SMS into the outbox. Raises LFN50 (no such text).';
