-- Posts payments as fares of their vehicles. A fare of a closed day counts for the first open day. Repeat: a payment is
-- posted once.
create or replace function mobile_money.post_to_vehicles(
  p_payments  mobile_money.parsed_payment[],   -- each with its rule
  p_time_zone text,    -- of their till
  p_open_from date     -- first open day
) returns bigint[]
language plpgsql as $$
declare
  v          mobile_money.parsed_payment;
  v_receipts text[];
  v_rules    bigint[];
  v_cents    bigint[];
  v_times    timestamptz[];
  v_days     date[];
  v_channels text[];
  v_refs     text[];
  v_last3    text[];
begin
  foreach v in array p_payments loop
    v_receipts := v_receipts || (v.message).receipt;
    v_rules := v_rules || v.split_rule_id;
    v_cents := v_cents || coalesce(v.fare_cents, v.amount_cents);
    v_times := v_times || v.paid_at;
    v_days := v_days || greatest((v.paid_at at time zone p_time_zone)::date, p_open_from);
    v_channels := v_channels || v.channel;
    v_refs := v_refs || (v.message).payment_ref;
    v_last3 := v_last3 || (v.message).payer_last3;
  end loop;
  return fares.post_fares(p_receipts => v_receipts, p_split_rule_ids => v_rules, p_amounts_cents => v_cents,
    p_paid_at => v_times, p_business_on => v_days, p_channels => v_channels, p_payment_refs => v_refs,
    p_payer_last3 => v_last3);
end $$;
comment on function mobile_money.post_to_vehicles is
  'Their journals in order. Raises what fares.post_fares raises.';
