-- Lists all split rules that vehicles have or had, with the SACCO whose sub_wallets they pay. Sums of fares are made by
-- rule and then joined with these few rows: looked up fare by fare, rules would cost ten times what reading the fares
-- does. Source: docs/decisions/owner-pages.md.
create or replace function fares.vehicle_rules(p_vehicle_ids bigint[])
returns table (split_rule_id bigint, vehicle_id bigint, owner_id bigint, sacco_id bigint, purposes text[],
               sub_wallet_ids bigint[], commission_sub_wallet_id bigint, commission_bps int,
               commission_fixed_cents bigint, shares_bps int[], home_place int, pot_wallet_id bigint)
language sql stable as $$
  select r.split_rule_id, r.vehicle_id, r.owner_id, w.sacco_id, r.purposes, r.sub_wallet_ids,
         r.commission_sub_wallet_id, r.commission_bps, r.commission_fixed_cents, r.shares_bps,
         array_position(r.purposes, r.home_purpose), r.pot_wallet_id
    from fares.split_rules r
    -- A rule pays sub_wallets of one wallet.
    left join ledger.sub_wallets s on s.sub_wallet_id = r.sub_wallet_ids[1]
    left join ledger.wallets w on w.wallet_id = s.wallet_id
   where r.vehicle_id = any (p_vehicle_ids)
$$;
comment on function fares.vehicle_rules is 'One row for each rule; home_place: of the home purpose among the purposes; '
  'pot_wallet_id: null for a rule with neither pots nor target. Raises nothing.';
