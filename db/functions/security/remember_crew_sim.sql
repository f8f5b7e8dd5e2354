-- The number was right on this phone: it is one of the vehicle's from now on. A number that is still kept
-- under a look-up key that is being changed moves to the new one at this moment.
-- Source: decisions 0077, 0086. Locks: the rows it writes. Repeat: only the last time moves.
create or replace function security.remember_crew_sim(
  p_user_id    bigint,
  p_phone_hash bytea,
  p_vehicle_id bigint,
  p_pin        security.typed_pin
) returns void
language plpgsql as $$
begin
  update security.crew_sims c set last_seen_at = clock_timestamp(), user_id = p_user_id
   where c.phone_hash = p_phone_hash and c.vehicle_id = p_vehicle_id;
  if not found then
    insert into security.crew_sims (phone_hash, vehicle_id, user_id) values (p_phone_hash, p_vehicle_id, p_user_id);
  end if;
  update security.crew_pins k set (key_id, salt, verifier) = (select n.key_id, n.salt, n.verifier
    from security.salted_pin(p_user_id => p_user_id, p_pin => p_pin) n)
   where k.user_id = p_user_id and k.key_id <> p_pin.key_ids[security.pin_in_force(p_pin => p_pin)];
end $$;
comment on function security.remember_crew_sim(bigint, bytea, bigint, security.typed_pin) is
  'Writes down a phone of a vehicle''s crew. Raises nothing.';
