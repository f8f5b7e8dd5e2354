-- Under which key was this sealed? The envelope says so in clear: 0x01, length of the id, the id.
-- Source: web/security/phones.py (seal). Locks: none. Repeat: pure.
create or replace function privacy.seal_key_id(
  p_sealed bytea
) returns text
language sql immutable as $$
  select case when octet_length(p_sealed) = 0 then null
              when octet_length(p_sealed) > 2 and get_byte(p_sealed, 0) = 1 and get_byte(p_sealed, 1) > 0
              then encode(substr(p_sealed, 3, get_byte(p_sealed, 1)), 'escape') else '?' end
$$;
comment on function privacy.seal_key_id is
  'Id of the key that sealed a value; null for what was erased (empty); ? for what is no envelope of ours (null '
  'too). Raises nothing.';
