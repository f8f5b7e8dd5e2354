-- The receipts of payments whose payer or prompt is known: only these have seats, points, credit and an SMS. A loop,
-- because starting a statement costs more. Source: docs/decisions/batching.md.
create or replace function mobile_money.known_payers(p_payments mobile_money.parsed_payment[]) returns text[]
language plpgsql immutable as $$
declare
  v_known text[] := array[]::text[];
begin
  for i in 1 .. cardinality(p_payments) loop
    if (p_payments[i].message).payment_ref is not null or (p_payments[i].message).payer_hash is not null then
      v_known := v_known || (p_payments[i].message).receipt;
    end if;
  end loop;
  return v_known;
end $$;
comment on function mobile_money.known_payers is 'Their receipts, in order. Raises nothing.';
