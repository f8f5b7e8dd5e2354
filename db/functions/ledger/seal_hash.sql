-- Computes the hash of a seal over its header and the given leaves: the stored ones, or those of the rows as they are
-- now. The guard on seals has the same sum. Repeat: the same.
create or replace function ledger.seal_hash(
  p_seal   ledger.seals,
  p_leaves bytea          -- leaves of its journals, ordered by their numbers
) returns bytea language sql stable as $$
  select sha256(coalesce(p_seal.previous_hash, '') || int8send(p_seal.seal_id) || date_send(p_seal.business_on)
    || xid8send(p_seal.horizon_from) || xid8send(p_seal.horizon) || boolsend(p_seal.closes_day)
    || int8send(p_seal.journals) || int8send(p_seal.entries) || timestamptz_send(p_seal.sealed_at) || p_leaves)
$$;
comment on function ledger.seal_hash is '32 bytes. Raises nothing.';
