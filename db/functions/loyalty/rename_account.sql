-- Gives an account of points another look-up hash, because the key was changed or its owner is forgotten. If that hash
-- has an account already, the points go there; the emptied account belongs to nobody. Locks: both accounts, in the
-- order of their ids. Repeat: no account has the old hash any more.
create or replace function loyalty.rename_account(p_from bytea, p_to bytea) returns int language plpgsql as $$
declare
  v_from bigint;
  v_to   bigint;
begin
  perform from loyalty.loyalty_accounts a where a.phone_hash in (p_from, p_to)
    order by a.loyalty_account_id for no key update;
  v_from := loyalty.account_of(p_phone_hash => p_from);
  v_to := loyalty.account_of(p_phone_hash => p_to);
  if v_from is null or p_from = p_to then
    return 0;
  end if;
  update loyalty.loyalty_transactions t set loyalty_account_id = v_to
   where t.loyalty_account_id = v_from and v_to is not null;
  update loyalty.loyalty_accounts a
     set phone_hash = case when v_to is null then p_to
                           else sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) end
   where a.loyalty_account_id = v_from;
  return 1;
end $$;
comment on function loyalty.rename_account is '1, or 0 for no such account. Raises nothing.';
