-- A thousand fares a call, with receipts as an operator gives them: they begin alike on one day (here: half a million
-- fares) and are in no order within it. Multiplying by an odd number, modulo 2^32, gives each n another one.
select fares.post_fares(
  p_receipts => array_agg(upper('F' || lpad(to_hex(n / 500000), 4, '0')
                             || lpad(to_hex(n * 2654435761 & 4294967295), 8, '0'))),
  p_split_rule_ids => array_agg(1 + (n % 100))::bigint[],
  p_amounts_cents => array_agg(1000 + n % 190 * 100)::bigint[], p_paid_at => array_agg(now()),
  p_business_on => array_agg(current_date), p_channels => array_agg('paybill'::text),
  p_payment_refs => array_agg(null::text), p_payer_last3 => array_agg('126'::text))
  from (select nextval('bench.filled') as n from generate_series(1, 1000)) s;
