-- Posts money without a vehicle to suspense, until staff or the payer assign it. Repeat: a receipt is posted once.
create or replace function mobile_money.post_to_suspense(
  p_payments  mobile_money.parsed_payment[],
  p_till      mobile_money.tills,
  p_open_from date     -- first open day
) returns bigint[]
language plpgsql as $$
declare
  v          mobile_money.parsed_payment;
  v_receipts text[] := array[]::text[];
  v_times    timestamptz[] := array[]::timestamptz[];
  v_days     date[] := array[]::date[];
  v_journals int[] := array[]::int[];
  v_lines    int[] := array[]::int[];
  v_sub_wallet_ids     bigint[] := array[]::bigint[];
  v_cents    bigint[] := array[]::bigint[];
begin
  foreach v in array p_payments loop
    v_receipts := v_receipts || (v.message).receipt;
    v_times := v_times || v.paid_at;
    v_days := v_days || greatest((v.paid_at at time zone p_till.time_zone)::date, p_open_from);
    v_journals := v_journals || array_fill(cardinality(v_receipts), array[2]);
    v_lines := v_lines || array[1, 2];
    v_sub_wallet_ids := v_sub_wallet_ids || array[p_till.trust_sub_wallet_id, p_till.suspense_sub_wallet_id];
    v_cents := v_cents || array[-v.amount_cents, v.amount_cents];
  end loop;
  return ledger.post_journals(
    p_kind => 'suspense', p_references => v_receipts, p_business_on => v_days, p_value_at => v_times,
    p_corrects => null, p_reasons => null, p_leg_journals => v_journals, p_leg_lines => v_lines,
    p_leg_sub_wallet_ids => v_sub_wallet_ids, p_leg_amounts_cents => v_cents,
    p_leg_currencies => array_fill(p_till.currency, array[cardinality(v_lines)]));
end $$;
comment on function mobile_money.post_to_suspense is
  'Posts parsed payments from the platform''s trust account to suspense; returns their journals in order. Raises what '
  'ledger.post_journals raises.';
