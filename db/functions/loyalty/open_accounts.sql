-- Opens the accounts of these SIMs where they are missing; of one SIM alone it is. Locks: two first fares of one SIM at
-- once: the second waits and finds the account of the first; in the order of the SIMs, so that two batches can't
-- deadlock. Repeat: one account a SIM.
create or replace function loyalty.open_accounts(p_phone_hashes bytea[]) returns bigint[]
language plpgsql as $$
declare
  v_accounts bigint[] := array[]::bigint[];
  v_account  bigint;
  v_phone    bytea;
begin
  foreach v_phone in array case when cardinality(p_phone_hashes) = 1 then p_phone_hashes
                                else array(select distinct h from unnest(p_phone_hashes) h where not exists (
                                  select from loyalty.loyalty_accounts a where a.phone_hash = h) order by h) end loop
    insert into loyalty.loyalty_accounts as a (phone_hash) values (v_phone)
    on conflict (phone_hash) do update set opened_at = a.opened_at
    returning a.loyalty_account_id into v_account;
  end loop;
  if cardinality(p_phone_hashes) = 1 then
    return array[v_account];
  end if;
  foreach v_phone in array p_phone_hashes loop
    v_accounts := v_accounts || (select a.loyalty_account_id from loyalty.loyalty_accounts a
                                  where a.phone_hash = v_phone);
  end loop;
  return v_accounts;
end $$;
comment on function loyalty.open_accounts is 'The account of each, in order. Raises nothing.';
