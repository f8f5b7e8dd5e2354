-- Explains one fare for its owner: who got what of it, by which rule and since when. The amounts are the journal's own
-- legs, not a second calculation (fares.explain_parts). Repeat: the same as of the same horizon.
create or replace function fares.fare_explanation(
  p_receipt   text,
  p_owner_ids bigint[],
  p_zone      text,      -- the market's clock
  p_horizon   xid8       -- see ledger.as_of
) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'receipt', f.receipt, 'cents', f.amount_cents, 'channel', f.channel, 'last3', f.payer_last3,
    'paid_at', f.paid_at at time zone p_zone, 'business_on', f.business_on,
    'posted_at', j.posted_at at time zone p_zone, 'journal_id', j.journal_id, 'plate', v.plate, 'route', t.number,
    'commission', jsonb_build_object('cents', f.commission_cents, 'bps', r.commission_bps,
                                     'fixed_cents', r.commission_fixed_cents),
    'parts', fares.explain_parts(p_fare => f, p_rule => r, p_zone => p_zone),
    'rule', jsonb_build_object('version', r.version, 'since', r.effective_from at time zone p_zone,
                               'made_at', r.made_at at time zone p_zone),
    'corrections', (select coalesce(jsonb_agg(jsonb_build_object('journal_id', c.journal_id, 'reason', c.reason,
                      'at', c.posted_at at time zone p_zone) order by c.journal_id), '[]')
                      from ledger.journals c where c.xact < p_horizon and (c.corrects_journal_id = j.journal_id
                        or c.journal_id in (select b.journal_id from fares.refunds b where b.receipt = f.receipt))))
    from fares.fares f
    join fares.split_rules r on r.split_rule_id = f.split_rule_id
    join ledger.journals j on j.journal_id = f.journal_id
    join fleet.vehicles v on v.vehicle_id = f.vehicle_id
    join fleet.routes t on t.route_id = v.route_id
   where f.receipt = p_receipt and r.owner_id = any (p_owner_ids) and j.xact < p_horizon
$$;
comment on function fares.fare_explanation is 'A fare with commission, parts (see fares.explain_parts), '
  'rule and corrections; null when there is none or its rule pays somebody else.';
