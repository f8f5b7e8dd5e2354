-- Chooses from which sub_wallets a sum is taken: purposes in the order given, in each the fullest first. Called with
-- the sub_wallets locked, if the money is to be moved.
create or replace function payouts.choose_legs(
  p_party_kind  text,
  p_party_id    bigint,
  p_purposes    text[],   -- empty: all of them, profit first
  p_total_cents bigint,
  p_vehicle_id  bigint default null   -- only this vehicle's pots; null: all
) returns table (sub_wallet_ids bigint[], cents bigint[], free_cents bigint) language sql stable as $$
  with pots as materialized (
    select w.sub_wallet_id, a.balance_cents - a.held_cents as free,
           coalesce(array_position(p_purposes, w.purpose), (w.purpose <> 'profit')::int) as place
      from payouts.withdrawable(p_party_kind => p_party_kind, p_party_ids => array[p_party_id]) w
      join ledger.available(p_sub_wallet_ids => array(
             select q.sub_wallet_id
               from payouts.withdrawable(p_party_kind => p_party_kind, p_party_ids => array[p_party_id]) q)) a
           using (sub_wallet_id)
     where a.balance_cents > a.held_cents
       and (cardinality(p_purposes) = 0 or w.purpose = any (p_purposes))
       and (p_vehicle_id is null or w.vehicle_id = p_vehicle_id)),
  taken as (
    select p.sub_wallet_id, p.place, p.free, least(p.free, p_total_cents - coalesce(sum(p.free) over (
             order by p.place, p.free desc, p.sub_wallet_id
             rows between unbounded preceding and 1 preceding), 0)) as part
      from pots p)
  select array_agg(t.sub_wallet_id order by t.place, t.free desc, t.sub_wallet_id) filter (where t.part > 0),
         array_agg(t.part::bigint order by t.place, t.free desc, t.sub_wallet_id) filter (where t.part > 0),
         coalesce(sum(t.free), 0)::bigint from taken t
$$;
comment on function payouts.choose_legs is 'One row: sub_wallet ids with the cents to take from each, and what the '
  'pots hold free in all. The parts sum to less than p_total_cents when free_cents is less. Raises nothing.';
