-- Returns every movement of a phone's points, for the file of what we hold about a person.
create or replace function loyalty.movements_of(p_phone_hash bytea) returns jsonb language sql stable as $$
  select jsonb_build_object('points', coalesce(jsonb_agg(jsonb_build_object('at', t.at, 'kind', t.kind,
           'points', t.points, 'receipt', t.receipt) order by t.loyalty_transaction_id), '[]'))
    from loyalty.loyalty_accounts a join loyalty.loyalty_transactions t using (loyalty_account_id)
   where a.phone_hash = p_phone_hash
$$;
comment on function loyalty.movements_of is 'points: a list, oldest first. Raises nothing.';
