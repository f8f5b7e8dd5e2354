-- Returns the id of the key that sealed a value. The envelope has it in clear: 0x01, length of the id, the id
-- (web/security/phones.py, seal).
create or replace function privacy.seal_key_id(p_sealed bytea) returns text language sql immutable as $$
  select case when octet_length(p_sealed) = 0 then null
              when octet_length(p_sealed) > 2 and get_byte(p_sealed, 0) = 1 and get_byte(p_sealed, 1) > 0
              then encode(substr(p_sealed, 3, get_byte(p_sealed, 1)), 'escape') else '?' end
$$;
comment on function privacy.seal_key_id is
  'The id; null for an erased value (empty); ? for anything that is not our envelope, null included. Raises nothing.';
