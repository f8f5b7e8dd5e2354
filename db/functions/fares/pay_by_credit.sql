-- Posts a fare that reserved credit pays wholly: no money comes, so it has a receipt of our own. Called in the USSD
-- call that opened its intent. Locks: the intent's row, then see fares.settle_credit. Repeat: the same receipt.
-- Source: docs/decisions/change-and-credit.md.
create or replace function fares.pay_by_credit(p_payment_ref text, p_at timestamptz) returns text language plpgsql as $$
declare
  v_intent  mobile_money.payment_intents;
  v_rule_id bigint;
  v_receipt text := 'CR' || upper(substr(replace(gen_random_uuid()::text, '-', ''), 1, 10));
begin
  select i.* into strict v_intent from mobile_money.payment_intents i
   where i.payment_ref = p_payment_ref for no key update;
  if v_intent.state = 'paid' then
    return v_intent.receipt;
  end if;
  v_rule_id := fares.rule_in_force(p_vehicle_id => v_intent.vehicle_id, p_at => p_at);
  perform fares.post_fares(p_receipts => array[v_receipt], p_split_rule_ids => array[v_rule_id],
    p_amounts_cents => array[v_intent.credit_cents], p_paid_at => array[p_at],
    p_business_on => array[ledger.open_day(p_at => p_at)], p_channels => array['ussd'],
    p_payment_refs => array[p_payment_ref], p_payer_last3 => array[f.phone_last3])
     from privacy.phones f where f.phone_hash = v_intent.phone_hash;
  update mobile_money.payment_intents i
     set state = 'paid', receipt = v_receipt, finished_at = p_at, query_after = null
   where i.payment_ref = p_payment_ref;
  perform fares.complete_fares(p_receipts => array[v_receipt], p_differing => array[v_receipt]);
  perform mobile_money.enqueue_receipt_sms(p_receipts => array[v_receipt]);
  return v_receipt;
end $$;
comment on function fares.pay_by_credit is 'The receipt: CR and ten of [A-Z0-9]. Raises no_data_found (no such '
  'intent), '
  'LFF10 (the credit was not reserved).';
