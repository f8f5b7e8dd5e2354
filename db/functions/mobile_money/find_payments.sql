-- Finds the newest payments of a receipt, a phone or a vehicle, within what a searcher may see. Owners see what their
-- split pays them, SACCOs what their vehicles took while with them.
create or replace function mobile_money.find_payments(
  p_receipt    text,       -- null: any
  p_phone_hash bytea,      -- null: any
  p_vehicle_id bigint,     -- null: any. Of the three one is given.
  p_owner_ids  bigint[],   -- null: staff
  p_sacco_ids  bigint[],   -- null: staff
  p_zone       text
) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('receipt', f.receipt, 'cents', f.amount_cents, 'plate', f.plate,
      'last3', f.payer_last3, 'at', f.paid_at at time zone p_zone) order by f.paid_at desc, f.receipt), '[]')
    from (select p.receipt, p.amount_cents, p.payer_last3, p.paid_at, v.plate from (
            select q.* from mobile_money.payments q where q.receipt = p_receipt
             union select q.* from mobile_money.payments q where q.payer_hash = p_phone_hash
             union select q.* from mobile_money.payments q where q.receipt in (
               select g.receipt from fares.fares g where g.vehicle_id = p_vehicle_id
                order by g.business_on desc, g.paid_at desc limit 10)) p
            left join fleet.vehicles v on v.vehicle_id = p.vehicle_id
           where (p_owner_ids is null or exists (
                    select from fares.fares g join fares.split_rules r using (split_rule_id)
                     where g.receipt = p.receipt and r.owner_id = any (p_owner_ids)))
             and (p_sacco_ids is null or v.sacco_id = any (p_sacco_ids)
                                         and coalesce(v.in_sacco_since <= p.paid_at, true))
           order by p.paid_at desc, p.receipt limit 10) f
$$;
comment on function mobile_money.find_payments is
  'The newest 10: receipt, cents, plate (null: none yet), last3, at; [] where nothing is found. Raises nothing.';
