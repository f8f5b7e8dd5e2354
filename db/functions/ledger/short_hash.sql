-- Shortens the hash of a seal to what people can read and type. Repeat: the same.
create or replace function ledger.short_hash(p_hash bytea) returns text language sql immutable as $$
  select upper(substr(encode(p_hash, 'hex'), 1, 4) || '-' || substr(encode(p_hash, 'hex'), 5, 4))
$$;
comment on function ledger.short_hash is 'XXXX-XXXX; null for null. Raises nothing.';
