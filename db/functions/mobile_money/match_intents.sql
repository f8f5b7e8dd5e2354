-- Ends the prompts that a batch of new payments answers: most of them in one statement, the others one by one. Locks:
-- see mobile_money.pay_plain_intents and mobile_money.match_intent; in order, so that two batches with the same SIMs
-- and intents can't deadlock. Repeat: a receipt is new once. Source: docs/decisions/batching.md.
create or replace function mobile_money.match_intents(p_payments mobile_money.parsed_payment[])
returns mobile_money.parsed_payment[] language plpgsql as $$
declare
  v_paid    text[];
  v_matched mobile_money.parsed_payment[] := array[]::mobile_money.parsed_payment[];
  v         mobile_money.parsed_payment;
begin
  if cardinality(p_payments) = 1 then   -- one alone costs less this way
    return array[mobile_money.match_intent(p_payment => p_payments[1])];
  end if;
  v_paid := mobile_money.pay_plain_intents(p_payments => p_payments);
  for v in select m.* from unnest(p_payments) as m
            order by (m.message).payer_hash, (m.message).payment_ref, m.ordinal loop
    v_matched := v_matched || case when (v.message).payment_ref = any (v_paid) then v
                                   else mobile_money.match_intent(p_payment => v) end;
  end loop;
  return v_matched;
end $$;
comment on function mobile_money.match_intents is
  'The payments, in the order of their SIMs; fare_cents null: all of one is the fare. Raises nothing.';
