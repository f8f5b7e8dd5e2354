-- Makes the fares and refunds of vehicles with pots wait for each other. Called before any of their sub_wallets is
-- locked. Locks: fares.pots of these rules' vehicles, lowest vehicle first, so that batches can't deadlock. Repeat:
-- the locks are there.
create or replace function fares.lock_pots(p_split_rule_ids bigint[]) returns void language plpgsql as $$
begin
  perform from fares.pots p
    where p.vehicle_id in (select r.vehicle_id from fares.split_rules r
                            where r.split_rule_id = any (p_split_rule_ids) and r.pot_wallet_id is not null)
    order by p.vehicle_id for no key update;
end $$;
comment on function fares.lock_pots is 'Locks nothing for rules without pots. Raises nothing.';
