-- Lists the sub_wallets that a party may take money from. An owner: all but the SACCO's part and the crew's; a SACCO:
-- its part of each of its vehicles; a person: the crew's part of the vehicles they work on now.
create or replace function payouts.withdrawable(
  p_party_kind text,    -- owner, sacco or user
  p_party_ids  bigint[]
) returns table (sub_wallet_id bigint, sacco_id bigint, vehicle_id bigint, plate text, purpose text, currency text)
language sql stable as $$
  select s.sub_wallet_id, w.sacco_id, w.vehicle_id, v.plate, s.purpose, s.currency
    from ledger.wallets w join ledger.sub_wallets s using (wallet_id) join fleet.vehicles v using (vehicle_id)
   where w.kind = 'vehicle' and case p_party_kind
           when 'owner' then w.owner_id = any (p_party_ids) and s.purpose not in ('sacco', 'crew')
           when 'sacco' then w.sacco_id = any (p_party_ids) and s.purpose = 'sacco'
           when 'user' then s.purpose = 'crew' and w.vehicle_id in (
             select unnest(accounts.crew_vehicles(p_user_id => u.id)) from unnest(p_party_ids) u(id))
           else false end
   order by s.sub_wallet_id
$$;
comment on function payouts.withdrawable is 'In order of sub_wallet_id; empty for a party without money. Raises '
  'nothing.';
