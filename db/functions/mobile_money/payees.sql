-- Finds the vehicle a payment is for: by the intent it answers, else by the account number. The vehicle must be active
-- and have a rule of that time in the till's currency. Look-ups of one row each (docs/decisions/batching.md).
create or replace function mobile_money.payees(
  p_payment_ref text,    -- by the address of a push result, or null
  p_bill_ref    text,
  p_payer_hash  bytea,
  p_cents       bigint,
  p_at          timestamptz,   -- when it was paid
  p_currency    text,          -- of the till
  out vehicle_id bigint, out split_rule_id bigint, out payment_ref text, out bill_ref text, out payer_hash bytea,
  out fare_cents bigint, out flag text
) language plpgsql stable as $$
#variable_conflict use_column
declare
  v_typed text;
  v_intent_cents  bigint;
  v_credit_cents  bigint;
  v_sim     bytea;
  v_state   text;
  v_ref     text := p_payment_ref;
begin
  if p_payment_ref is not null then
    select n.account_ref, n.vehicle_id, n.phone_hash, n.amount_cents, n.credit_cents, n.state
      into bill_ref, vehicle_id, v_sim, v_intent_cents, v_credit_cents, v_state
      from mobile_money.payment_intents n where n.payment_ref = p_payment_ref;
  elsif p_bill_ref ~ '[A-Za-z]' then
    -- Our own account numbers; if need be as they were typed: the tag has five characters.
    for i in 1 .. 2 loop
      select n.payment_ref, n.vehicle_id, n.phone_hash, n.amount_cents, n.credit_cents, n.state
        into v_ref, vehicle_id, v_sim, v_intent_cents, v_credit_cents, v_state
        from mobile_money.payment_intents n where n.account_ref = coalesce(v_typed, p_bill_ref);
      exit when found;
      v_typed := fleet.clean_typed(p_text => p_bill_ref);
      v_typed := left(v_typed, -5) || '-' || right(v_typed, 5);
    end loop;
  end if;
  if v_state is null then
    vehicle_id := fleet.find_vehicle(p_account => p_bill_ref, p_at => p_at);
  else
    -- An account number may be typed by hand for something else, or by somebody else; the address of a result can't.
    -- More or less than its prompt asks for, of the same payer while it is open, is meant for it.
    if v_intent_cents = p_cents or p_payment_ref is not null
       or v_state in ('created', 'pushed', 'unknown') and coalesce(p_payer_hash, v_sim) = v_sim then
      payment_ref := v_ref;
      payer_hash := v_sim;   -- unless the message says whose it is
      fare_cents := case when v_credit_cents > 0 or v_intent_cents <> p_cents then v_intent_cents + v_credit_cents end;
    end if;
    flag := case when v_intent_cents <> p_cents then 'amount_differs' end;
  end if;
  if vehicle_id is not null then
    -- A fare needs an active vehicle, a rule of that time, and the same currency.
    select case when r.currency = p_currency
                 and (select c.state from fleet.vehicles c where c.vehicle_id = r.vehicle_id) = 'active'
                then r.split_rule_id end
      into split_rule_id from fares.split_rules r
     where r.vehicle_id = payees.vehicle_id and r.effective_from <= p_at
     order by r.effective_from desc, r.version desc limit 1;
    if split_rule_id is null then
      vehicle_id := null;
    end if;
  end if;
end $$;
comment on function mobile_money.payees is
  'One row: vehicle and rule (null: it goes to suspense); the intent that it answers, with its payer and the price '
  'that was asked for, where it is not what was paid; bill_ref: of the intent that the address names; flag: '
  'amount_differs or null. Raises nothing.';
