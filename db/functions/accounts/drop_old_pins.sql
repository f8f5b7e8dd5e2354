-- Deletes the PINs of a vehicle's crew whose look-up key is gone, because they can no longer be verified. Each owner
-- reads by SMS why they must choose a new one. Locks: the rows it removes; the caller holds the vehicle's. Repeat: none
-- left. Source: docs/decisions/crews-and-trips.md.
create or replace function accounts.drop_old_pins(
  p_vehicle_id bigint,
  p_key_ids    text[]   -- the look-up keys that the web holds
) returns int language plpgsql as $$
declare
  v_gone bigint[];
begin
  with gone as (
    delete from accounts.crew_pins k
     where k.user_id = any (accounts.crew_of(p_vehicle_id => p_vehicle_id)) and k.key_id <> all (p_key_ids)
    returning k.user_id)
  select array_agg(g.user_id order by g.user_id) into v_gone from gone g;
  perform messaging.enqueue(p_topic => 'sms', p_key => 'pin_gone/' || u.user_id || '/' || pg_current_xact_id(),
      p_payload => jsonb_build_object('phone_hash', encode(u.phone_hash, 'hex'), 'text',
        messaging.say(p_key => 'sms_pin_gone', p_lang => u.lang, p_args => array[accounts.crew_dial_code()])))
     from accounts.users u where u.user_id = any (v_gone);
  return coalesce(cardinality(v_gone), 0);
end $$;
comment on function accounts.drop_old_pins is 'How many PINs of that crew were deleted. Raises nothing.';
