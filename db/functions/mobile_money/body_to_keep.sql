-- M-Pesa tells more about a payment after its payer was forgotten: the late result of a push, an answer to a question
-- that
-- was asked again. What it says counts; who paid is in the body as it came, and is not to be kept anew.
-- Source: issue 3 (erasure of a person on request); docs/decisions/privacy-and-keys.md. In plpgsql, which keeps the
-- plan: every repeated message
-- comes by here (docs/decisions/batching.md). Locks: none. Repeat: reads only.
create or replace function mobile_money.body_to_keep(
  p_receipt     text,    -- of a payment that is in already
  p_payment_ref text,    -- which wish it answers, where the message says so; or null
  p_body_sealed bytea
) returns bytea
language plpgsql stable as $$
begin
  return (select case when count(f.phone_hash) = 0 then p_body_sealed else '' end
            from mobile_money.payments p
            left join mobile_money.payment_intents i on i.payment_ref = coalesce(p.payment_ref, p_payment_ref)
            -- Nobody's phone is empty (privacy.erase_phone).
            join privacy.phones f on f.phone_hash in (p.payer_hash, i.phone_hash) and f.phone_sealed = ''
           where p.receipt = p_receipt);
end $$;
comment on function mobile_money.body_to_keep is
  'The sealed body, or an empty one where the payer of that payment was forgotten. Raises nothing.';
