-- Is the typed PIN the stored one? Compares under the key that the stored one was hashed with.
-- Source: docs/decisions/crews-and-trips.md.
create or replace function accounts.is_pin(p_kept accounts.crew_pins, p_pin accounts.typed_pin) returns boolean
language sql immutable as $$
  select exists (select from unnest(p_pin.key_ids, p_pin.hashes) as t(key_id, hash)
                  where t.key_id = p_kept.key_id and sha256(p_kept.salt || t.hash) = p_kept.verifier)
$$;
comment on function accounts.is_pin is
  'Whether the two are the same PIN; false also when the stored one''s key is gone. Raises nothing.';
