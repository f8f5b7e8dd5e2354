-- Lists the vehicles that owners have now, with what is free in the pots that pay vendors.
create or replace function payouts.vendor_balances(p_owner_ids bigint[]) returns jsonb language sql stable as $$
  with found as materialized (
    select w.vehicle_id, w.purpose, w.sub_wallet_id
      from payouts.withdrawable(p_party_kind => 'owner', p_party_ids => p_owner_ids) w
     where w.purpose in ('fuel', 'insurance', 'maintenance')),
  free as (
    select p.vehicle_id, p.purpose, greatest(sum(a.balance_cents - a.held_cents), 0)::bigint as cents
      from found p join ledger.available(p_sub_wallet_ids => array(select q.sub_wallet_id from found q)) a
        using (sub_wallet_id) group by 1, 2)
  select coalesce(jsonb_agg(jsonb_build_object('plate', v.plate, 'balances', (
             select coalesce(jsonb_object_agg(f.purpose, f.cents), '{}') from free f
              where f.vehicle_id = v.vehicle_id)) order by v.plate), '[]')
    from fleet.vehicles v join fleet.vehicle_owners o using (vehicle_id)
   where o.valid_to is null and o.owner_id = any (p_owner_ids) and v.state = 'active'
$$;
comment on function payouts.vendor_balances is 'plate, and balances: fuel, insurance, maintenance in cents. Raises '
  'nothing.';
