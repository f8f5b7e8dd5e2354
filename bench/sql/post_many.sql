select fares.post_fares(
  p_receipts => array_agg('BNX' || nextval('bench.receipts')),
  p_split_rule_ids => array_agg(1 + (random() * 99)::int)::bigint[],
  p_amounts_cents => array_agg(1000 + (random() * 190)::int * 100)::bigint[], p_paid_at => array_agg(now()),
  p_business_on => array_agg(current_date), p_channels => array_agg('paybill'::text),
  p_payment_refs => array_agg(null::text), p_payer_last3 => array_agg('126'::text))
  from generate_series(1, :fares);
