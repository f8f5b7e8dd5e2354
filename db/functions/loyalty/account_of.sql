-- Finds the account of a phone.
create or replace function loyalty.account_of(p_phone_hash bytea) returns bigint language sql stable as $$
  select a.loyalty_account_id from loyalty.loyalty_accounts a where a.phone_hash = p_phone_hash
$$;
comment on function loyalty.account_of is 'loyalty_account_id; null: none. Raises nothing.';
