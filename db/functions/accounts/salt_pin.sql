-- Salts a typed PIN for storing, so that two equal PINs look different.
-- Locks: none. Repeat: another salt each time. Source: docs/decisions/crews-and-trips.md.
create or replace function accounts.salt_pin(p_user_id bigint, p_pin accounts.typed_pin) returns accounts.crew_pins
language sql as $$
  select row(p_user_id, p_pin.key_ids[1], s.salt, sha256(s.salt || p_pin.hashes[1]),
    clock_timestamp())::accounts.crew_pins from (select uuid_send(gen_random_uuid()) as salt) s
$$;
comment on function accounts.salt_pin is 'The row of accounts.crew_pins, not written. Raises nothing.';
