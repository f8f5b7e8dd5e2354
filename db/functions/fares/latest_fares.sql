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
   where f.vehicle_id = p_vehicle_id and f.business_on between p_from and p_to
     and f.xact < p_horizon
     -- A list and no join, so that the rows are read in the order of the index, and no more of them.
     and f.split_rule_id = any (array(select r.split_rule_id from fares.split_rules r
                                       where r.vehicle_id = p_vehicle_id and r.owner_id = any (p_owner_ids)))
     and f.receipt not in (select m.receipt from fares.moves m
                            where m.from_vehicle_id = p_vehicle_id and m.xact < p_horizon)
   order by f.business_on desc, f.paid_at desc limit p_limit
$$;
comment on function fares.latest_fares is 'Newest first, by the day they count for. Raises nothing.';
