-- Finds the phone that paid a fare or payment: of the intent, or as the operator named it. A fare that credit paid has
-- an intent only; one that was moved (<receipt>-2) has the payer of the first.
create or replace function fares.payer_of(p_receipt text) returns bytea language sql stable as $$
  select coalesce(i.phone_hash, p.payer_hash)
    from (select split_part(p_receipt, '-', 1) as receipt) r
    left join mobile_money.payments p using (receipt)
    left join fares.fares f on f.receipt = r.receipt and p.receipt is null
    left join mobile_money.payment_intents i on i.payment_ref = coalesce(p.payment_ref, f.payment_ref)
$$;
comment on function fares.payer_of is 'Look-up hash; null: not known, or no such payment. Raises nothing.';
