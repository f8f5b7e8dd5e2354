-- Finds the vehicle a payment is for: by the intent it answers, else by the account number. The vehicle must be active
-- and have a rule of that time in the till's currency.
create or replace function mobile_money.resolve_payee(
  p_payment  mobile_money.parsed_payment,   -- its amount and time are parsed
  p_currency text                           -- of the till
) returns mobile_money.parsed_payment
language plpgsql stable as $$
declare
  v_intent mobile_money.payment_intents;
  v_push_ref  text := (p_payment.message).payment_ref;   -- by the address of a push result
  v        mobile_money.parsed_payment := p_payment;
begin
  if v_push_ref is not null then
    select i.* into v_intent from mobile_money.payment_intents i where i.payment_ref = v_push_ref;
    v.message.payment_ref := null;
    v.message.bill_ref := coalesce(v_intent.account_ref, (v.message).bill_ref);
  elsif (v.message).bill_ref ~ '[A-Za-z]' then   -- our own account numbers, and plates
    select i.* into v_intent from mobile_money.payment_intents i where i.account_ref in ((v.message).bill_ref,
      regexp_replace(fleet.clean_typed(p_text => (v.message).bill_ref),
        '^([0-9]{3,6})([A-Z][0-9A-Z]{4})$', '\1-\2'));
  end if;
  if v_intent.payment_ref is null then
    v.vehicle_id := fleet.find_vehicle(p_account => (v.message).bill_ref, p_at => v.paid_at);
  else
    v.vehicle_id := v_intent.vehicle_id;
    if v_intent.amount_cents <> v.amount_cents then
      v.flags := v.flags || 'amount_differs'::text;
    end if;
    -- An account number may be typed by hand for something else, or by somebody else; the address of a result can't.
    -- More or less than its prompt asks for, of the same payer while it is open, is meant for it.
    if v_intent.amount_cents = v.amount_cents or v_push_ref is not null
       or v_intent.state in ('created', 'pushed', 'unknown')
          and coalesce((v.message).payer_hash, v_intent.phone_hash) = v_intent.phone_hash then
      v.message.payment_ref := v_intent.payment_ref;
      v.message.payer_hash := coalesce((v.message).payer_hash, v_intent.phone_hash);
      v.channel := 'ussd';
      v.fare_cents := case when v_intent.credit_cents > 0 or v_intent.amount_cents <> v.amount_cents
                           then v_intent.amount_cents + v_intent.credit_cents end;
    end if;
  end if;
  -- A fare needs an active vehicle, a rule of that time, and the same currency.
  select r.split_rule_id into v.split_rule_id
    from fares.split_rules r join fleet.vehicles c using (vehicle_id)
   where r.split_rule_id = fares.rule_in_force(p_vehicle_id => v.vehicle_id, p_at => v.paid_at)
     and c.state = 'active' and r.currency = p_currency;
  if v.split_rule_id is null then
    v.vehicle_id := null;
  end if;
  return v;
end $$;
comment on function mobile_money.resolve_payee is
  'The payment with its vehicle, rule, intent, channel and the price that was asked for, where it is not what was '
  'paid; vehicle_id null: it goes to suspense.';
