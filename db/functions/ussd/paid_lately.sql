-- The newest payment of this SIM that we learned of after a moment, however it was paid, for the question "pay again?".
create or replace function ussd.paid_lately(p_phone_hash bytea, p_since timestamptz) returns bigint
language plpgsql stable as $$
begin
  return (
    select n.amount_cents
      from (select p.amount_cents, p.first_seen_at as at from mobile_money.payments p
             where p.payer_hash = p_phone_hash and p.first_seen_at > p_since
             union all
            select i.amount_cents + i.credit_cents, i.finished_at from mobile_money.payment_intents i
             where i.phone_hash = p_phone_hash and i.created_at > p_since - interval '1 day' and i.state = 'paid'
               and i.finished_at > p_since) n
     order by n.at desc limit 1);
end $$;
comment on function ussd.paid_lately is 'Its amount in cents; null: none since then. Raises nothing.';
