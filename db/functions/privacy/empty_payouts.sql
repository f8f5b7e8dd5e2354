-- Empties the numbers and accounts to which a person's money went, and those that they have as a vendor. A destination
-- ends with it. Called by privacy.erase_phone, when no payout of theirs is open. Locks: the rows. Repeat: nothing left.
create or replace function privacy.empty_payouts(p_phone_hash bytea) returns void language plpgsql as $$
declare
  v_own bigint[] := array(select u.user_id from accounts.users u where u.phone_hash = p_phone_hash);
  v_as_owner bigint[] := array(select w.owner_id from fleet.owners w where w.phone_hash = p_phone_hash);
begin
  update payouts.payouts o set phone_sealed = '' where o.phone_hash = p_phone_hash and o.phone_sealed <> '';
  update payouts.payouts o set account_sealed = ''
   where o.account_sealed <> '' and o.destination_id is not null
     and (o.party_kind = 'user' and o.party_id = any (v_own)
          or o.party_kind = 'owner' and o.party_id = any (v_as_owner));
  update payouts.destinations d set phone_sealed = '', removed_at = coalesce(d.removed_at, clock_timestamp())
   where d.phone_hash = p_phone_hash;
  update payouts.destinations d set account_sealed = '', removed_at = coalesce(d.removed_at, clock_timestamp())
   where d.account_sealed <> ''
     and (d.party_kind = 'user' and d.party_id = any (v_own)
          or d.party_kind = 'owner' and d.party_id = any (v_as_owner));
  update payouts.vendors v set phone_sealed = '', phone_last3 = '000' where v.phone_hash = p_phone_hash;
end $$;
comment on function privacy.empty_payouts is
  'What was sealed is an empty value then, and the rows stay. Raises nothing.';
