-- A typed number, made ready to be kept: salted, so that two equal ones look different.
-- Source: decision 0086. Locks: none. Repeat: another salt each time.
create or replace function security.salted_pin(
  p_user_id bigint,
  p_pin     security.typed_pin
) returns security.crew_pins
language sql as $$
  select row(p_user_id, p_pin.key_ids[1], s.salt, sha256(s.salt || p_pin.hashes[1]), clock_timestamp())::security.crew_pins
    from (select uuid_send(gen_random_uuid()) as salt) s
$$;
comment on function security.salted_pin(bigint, security.typed_pin) is
  'The row of security.crew_pins, not written. Raises nothing.';
