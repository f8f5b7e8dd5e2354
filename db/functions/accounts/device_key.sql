-- What a page and its form call a device: enough to tell one person's devices apart, made from the hash
-- of its token, so that not even a part of that hash is shown.
-- Source: issue 3, Ops pages (devices). Locks: none. Repeat: the same place.
create or replace function accounts.device_key(
  p_device_hash bytea
) returns text
language sql immutable as $$
  select left(encode(sha256('place of a device'::bytea || p_device_hash), 'hex'), 16)
$$;
comment on function accounts.device_key is
  'Sixteen hexadecimal digits that name a device within one person''s. Raises nothing.';
