-- Returns the key by which pages and forms name a device of a person. It is derived from the token's hash, so it shows
-- no part of that hash.
create or replace function accounts.device_key(p_device_hash bytea) returns text language sql immutable as $$
  select left(encode(sha256('place of a device'::bytea || p_device_hash), 'hex'), 16)
$$;
comment on function accounts.device_key is
  'Sixteen hexadecimal digits, unique within one person''s devices. Raises nothing.';
