-- Empties the sealed body of a message about a payment whose payer was erased: it names the payer. What the message
-- says still counts. In plpgsql, which keeps the plan, because every repeated message comes here
-- (docs/decisions/batching.md). Source: docs/decisions/privacy-and-keys.md.
create or replace function mobile_money.body_to_keep(
  p_receipt     text,    -- of a payment that is in already
  p_payment_ref text,    -- of the intent it answers, where the message says so; or null
  p_body_sealed bytea
) returns bytea
language plpgsql stable as $$
begin
  return (select case when count(f.phone_hash) = 0 then p_body_sealed else '' end
            from mobile_money.payments p
            left join mobile_money.payment_intents i on i.payment_ref = coalesce(p.payment_ref, p_payment_ref)
            -- An erased phone has an empty sealed number (privacy.erase_phone).
            join privacy.phones f on f.phone_hash in (p.payer_hash, i.phone_hash) and f.phone_sealed = ''
           where p.receipt = p_receipt);
end $$;
comment on function mobile_money.body_to_keep is
  'The sealed body, or an empty one where the payer of that payment was erased. Raises nothing.';
