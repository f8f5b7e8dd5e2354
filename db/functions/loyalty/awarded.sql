-- Says what fares earned, for the receipts.
create or replace function loyalty.awarded(p_receipts text[]) returns table (receipt text, points bigint)
language sql stable as $$
  select t.receipt, t.points from loyalty.loyalty_transactions t where t.kind = 'award' and t.receipt = any (p_receipts)
$$;
comment on function loyalty.awarded is 'One row for each receipt that earned points. Raises nothing.';
