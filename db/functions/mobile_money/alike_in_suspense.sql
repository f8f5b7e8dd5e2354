-- The payments in suspense that named one and the same wrong account, the given one first: people copy a mistake.
create or replace function mobile_money.alike_in_suspense(p_receipt text) returns setof mobile_money.payments
language sql stable as $$
  select p.* from mobile_money.payments q join mobile_money.payments p on p.state = 'suspense'
     and (p.receipt = q.receipt
          or fleet.clean_typed(p_text => p.bill_ref) = nullif(fleet.clean_typed(p_text => q.bill_ref), ''))
   where q.receipt = p_receipt and q.state = 'suspense'
   order by p.receipt <> p_receipt, p.first_seen_at, p.receipt limit 50
$$;
comment on function mobile_money.alike_in_suspense is
  'At most 50 payments, itself included; none when it is not in suspense. A blank account is like no other.';
