\set vehicle random(1, 100)
select fares.post_fares(
  p_receipts => array['B1X' || nextval('bench.receipts')], p_split_rule_ids => array[:vehicle]::bigint[],
  p_amounts_cents => array[6000]::bigint[], p_paid_at => array[now()], p_business_on => array[current_date],
  p_channels => array['paybill'], p_payment_refs => array[null]::text[], p_payer_last3 => array['126']);
