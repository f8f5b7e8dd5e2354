-- Finds the vehicle a payment is for: by the intent it answers, else by the account number. The vehicle must be active
-- and have a rule of that time in the till's currency. In SQL, so that it becomes part of the statement that joins it.
create or replace function mobile_money.payees(
  p_payment_ref text,    -- by the address of a push result, or null
  p_bill_ref    text,
  p_payer_hash  bytea,
  p_cents       bigint,
  p_at          timestamptz,   -- when it was paid
  p_currency    text           -- of the till
) returns table (vehicle_id bigint, split_rule_id bigint, payment_ref text, bill_ref text, payer_hash bytea,
                 fare_cents bigint, flag text)
language sql stable as $$
  select case when r.split_rule_id is not null then w.vehicle_id end, r.split_rule_id,
         case when w.answers then i.payment_ref end, case when p_payment_ref is not null then i.account_ref end,
         case when w.answers then i.phone_hash end,   -- unless the message says whose it is
         case when w.answers and (i.credit_cents > 0 or i.amount_cents <> p_cents)
              then i.amount_cents + i.credit_cents end,
         case when i.amount_cents <> p_cents then 'amount_differs' end
    from (values (true)) one
    left join lateral (
      select n.payment_ref, n.account_ref, n.vehicle_id, n.phone_hash, n.amount_cents, n.credit_cents, n.state
        from mobile_money.payment_intents n where n.payment_ref = p_payment_ref
       union all   -- our own account numbers, however typed: the tag has five characters
      select n.payment_ref, n.account_ref, n.vehicle_id, n.phone_hash, n.amount_cents, n.credit_cents, n.state
        from (select fleet.clean_typed(p_text => p_bill_ref) as typed
               where p_payment_ref is null and p_bill_ref ~ '[A-Za-z]' offset 0) c
        join mobile_money.payment_intents n
          on n.account_ref in (p_bill_ref, left(c.typed, -5) || '-' || right(c.typed, 5))
       limit 1) i on true
   cross join lateral (
     select case when i.payment_ref is null then (
              select f.vehicle_id from fleet.vehicles_named(p_account => p_bill_ref, p_at => p_at) f(vehicle_id))
              else i.vehicle_id end as vehicle_id,
            -- An account number may be typed by hand for something else, or by somebody else; the address of a result
            -- can't. More or less than its prompt asks for, of the same payer while it is open, is meant for it.
            i.payment_ref is not null and (i.amount_cents = p_cents or p_payment_ref is not null
              or i.state in ('created', 'pushed', 'unknown')
                 and coalesce(p_payer_hash, i.phone_hash) = i.phone_hash) as answers offset 0) w
    -- A fare needs an active vehicle, a rule of that time, and the same currency.
    left join lateral (
      select q.split_rule_id from fares.rules_in_force(p_vehicle_id => w.vehicle_id, p_at => p_at) q
       where q.currency = p_currency
         and (select v.state from fleet.vehicles v where v.vehicle_id = w.vehicle_id) = 'active' offset 0) r on true
$$;
comment on function mobile_money.payees is
  'One row: vehicle and rule (null: it goes to suspense); the intent that it answers, with its payer and the price '
  'that was asked for, where it is not what was paid; bill_ref: of the intent that the address names; flag: '
  'amount_differs or null. Raises nothing.';
