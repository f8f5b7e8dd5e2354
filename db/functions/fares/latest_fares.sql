-- Lists the newest fares of one vehicle in some days. It reads as many rows as it returns, however long the period is.
create or replace function fares.latest_fares(
  p_owner_ids  bigint[],
  p_vehicle_id bigint,
  p_from       date,
  p_to         date,
  p_horizon    xid8,      -- see ledger.as_of
  p_limit      int
) returns table (receipt text, amount_cents bigint, channel text, paid_at timestamptz) language sql stable as $$
  select f.receipt, f.amount_cents, f.channel, f.paid_at
    from fares.fares f
    join fares.split_rules r on r.split_rule_id = f.split_rule_id
    join ledger.journals j on j.journal_id = f.journal_id
   where f.vehicle_id = p_vehicle_id and f.business_on between p_from and p_to
     and r.owner_id = any (p_owner_ids) and j.xact < p_horizon
     and not exists (select from fares.moves m join ledger.journals o using (journal_id)
                      where m.receipt = f.receipt and o.xact < p_horizon)
   order by f.business_on desc, f.paid_at desc limit p_limit
$$;
comment on function fares.latest_fares is 'Newest first, by the day they count for. Raises nothing.';
