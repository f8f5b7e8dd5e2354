-- Is this the number that is kept? Compared under whichever key it is kept by.
-- Source: decision 0086. Locks: none. Repeat: pure.
create or replace function security.pin_matches(
  p_kept security.crew_pins,
  p_pin  security.typed_pin
) returns boolean
language sql immutable as $$
  select exists (select from unnest(p_pin.key_ids, p_pin.hashes) as t(key_id, hash)
                  where t.key_id = p_kept.key_id and sha256(p_kept.salt || t.hash) = p_kept.verifier)
$$;
comment on function security.pin_matches(security.crew_pins, security.typed_pin) is
  'Whether the typed number is the kept one; false, too, when the key it is kept by is gone. Raises nothing.';
