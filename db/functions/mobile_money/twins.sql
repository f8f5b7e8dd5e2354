-- Payments of another prompt that look like one prompt answered twice: same SIM, vehicle and amount within minutes. In
-- SQL, so that it becomes part of the statement that asks. Source: docs/decisions/holds-and-verification.md.
create or replace function mobile_money.twins(p_intent mobile_money.payment_intents) returns setof text
language sql stable as $$
  select t.receipt
    from (select p.* from mobile_money.payment_intents p   -- offset 0: by the SIM's index; that of the vehicle has
           where p.phone_hash = p_intent.phone_hash        -- thousands for one passenger
             and p.created_at between p_intent.created_at - interval '10 minutes'
                                  and p_intent.created_at + interval '10 minutes'
          offset 0) t
   where t.vehicle_id = p_intent.vehicle_id and t.amount_cents = p_intent.amount_cents
     and t.top_up_of is not distinct from p_intent.top_up_of
     and t.state = 'paid' and t.payment_ref <> p_intent.payment_ref
$$;
comment on function mobile_money.twins is 'Their receipts. Raises nothing.';
