-- Tells each crew member with a PIN by SMS that somebody typed wrong PINs too often, with the last digits of the phone.
-- Locks: none. Repeat: one message per key and person. Source: docs/decisions/crews-and-trips.md.
create or replace function accounts.notify_crew(p_vehicle_id bigint, p_key text, p_phone_hash bytea) returns void
language plpgsql as $$
begin
  perform messaging.enqueue(p_topic => 'sms', p_key => p_key || '/' || u.user_id, p_payload => jsonb_build_object(
      'phone_hash', encode(u.phone_hash, 'hex'),
      'text', messaging.say(p_key => 'sms_pin_paused', p_lang => u.lang, p_args => array[
        coalesce(d.door_code, v.plate), config.setting(p_setting => 'pin_tries'), f.phone_last3,
        config.setting(p_setting => 'pin_pause_minutes')])))
    from accounts.users u
    join accounts.crew_pins k using (user_id)
    join fleet.vehicles v on v.vehicle_id = p_vehicle_id
    join privacy.phones f on f.phone_hash = p_phone_hash
    left join fleet.door_codes d on d.vehicle_id = v.vehicle_id and d.valid_to is null
   where u.user_id = any (accounts.crew_of(p_vehicle_id => p_vehicle_id));
end $$;
comment on function accounts.notify_crew is 'Puts one SMS per crew member into the outbox. Raises nothing.';
