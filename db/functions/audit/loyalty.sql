-- Passengers' points: each account with its balance, which is the sum of its transactions.
create or replace view audit.loyalty as
select a.loyalty_account_id, f.phone_last3, coalesce(t.points, 0)::bigint as points, t.last_at
  from loyalty.loyalty_accounts a
  left join privacy.phones f using (phone_hash)
  left join (select x.loyalty_account_id, sum(x.points) as points, max(x.at) as last_at
               from loyalty.loyalty_transactions x group by x.loyalty_account_id) t using (loyalty_account_id);
comment on view audit.loyalty is 'One row an account. points: may be below zero where points were spent and then taken '
  'back. phone_last3: null for a SIM that never dialled us.';
