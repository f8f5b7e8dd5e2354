-- Adds up the points of an account. It can be below zero: points that were spent and then taken back are earned again
-- first.
create or replace function loyalty.balance(p_account_id bigint) returns bigint language sql stable as $$
  select coalesce(sum(t.points), 0)::bigint from loyalty.loyalty_transactions t
   where t.loyalty_account_id = p_account_id
$$;
comment on function loyalty.balance is 'Points, 0 for no such account. Raises nothing.';
