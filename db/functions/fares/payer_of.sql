-- Finds the phone that paid: of the intent, or as the operator named it.
create or replace function fares.payer_of(p_receipt text) returns bytea language sql stable as $$
  select coalesce(i.phone_hash, p.payer_hash) from mobile_money.payments p
    left join mobile_money.payment_intents i on i.payment_ref = p.payment_ref where p.receipt = p_receipt
$$;
comment on function fares.payer_of is 'Look-up hash; null: not known, or no such payment. Raises nothing.';
