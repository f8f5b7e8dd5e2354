-- Finds the fares that were split for these owners. Every amount on an owner's page comes from here, so that a total, a
-- list and a CSV can't differ. A fare that was moved is the other vehicle's only. Repeat: the same as of the same
-- horizon.
create or replace function fares.owned_fares(
  p_owner_ids   bigint[],
  p_vehicle_ids bigint[],
  p_from        date,      -- first and last market day
  p_to          date,
  p_horizon     xid8       -- see ledger.as_of
) returns table (receipt text, vehicle_id bigint, amount_cents bigint, commission_cents bigint,
                 paid_at timestamptz, business_on date, channel text, payer_last3 text,
                 journal_id bigint, owner_id bigint, payment_ref text, split_rule_id bigint,
                 sacco_id bigint) language sql stable as $$
  select f.receipt, f.vehicle_id, f.amount_cents, f.commission_cents, f.paid_at, f.business_on, f.channel,
         f.payer_last3, f.journal_id, r.owner_id, f.payment_ref, f.split_rule_id, w.sacco_id
    from fares.fares f
    join fares.split_rules r on r.split_rule_id = f.split_rule_id
    join ledger.journals j on j.journal_id = f.journal_id
    -- A rule pays sub_wallets of one wallet. Who doesn't ask for the SACCO doesn't pay for the look-up: left joins.
    left join ledger.sub_wallets s on s.sub_wallet_id = r.sub_wallet_ids[1]
    left join ledger.wallets w on w.wallet_id = s.wallet_id
   where f.vehicle_id = any (p_vehicle_ids) and f.business_on between p_from and p_to
     and r.owner_id = any (p_owner_ids) and j.xact < p_horizon
     and not exists (select from fares.moves m join ledger.journals o using (journal_id)
                      where m.receipt = f.receipt and o.xact < p_horizon)
$$;
comment on function fares.owned_fares is
  'Fares of some vehicles over some days whose rule pays one of the owners, as of a horizon.';
