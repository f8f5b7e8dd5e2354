-- The web knows a phone by two look-up hashes while their key is changed, and asks which one counts.
-- Source: decision 0077, The look-up key. Locks: as security.phone_in_force. Repeat: the same answer.
create or replace function telco.phone_in_force(
  p_before bytea,
  p_after  bytea
) returns bytea
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (octet_length(p_before) = 32 and octet_length(p_after) = 32 and p_before <> p_after) is not true then
    raise exception 'two hashes of one phone' using errcode = 'LFV96';
  end if;
  return security.phone_in_force(p_before => p_before, p_after => p_after);
end $$;
comment on function telco.phone_in_force is
  'The hash to use. Raises LFV96 (these are not two look-up hashes).';
