-- Is this the number that is kept? Compared under whichever key it is kept by.
-- Source: docs/decisions/crews-and-trips.md. Locks: none. Repeat: pure.
create or replace function accounts.is_pin(
  p_kept accounts.crew_pins,
  p_pin  accounts.typed_pin
) returns boolean
language sql immutable as $$
  select exists (select from unnest(p_pin.key_ids, p_pin.hashes) as t(key_id, hash)
                  where t.key_id = p_kept.key_id and sha256(p_kept.salt || t.hash) = p_kept.verifier)
$$;
comment on function accounts.is_pin is
  'Whether the typed number is the kept one; false, too, when the key it is kept by is gone. Raises nothing.';
