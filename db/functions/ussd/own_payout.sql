-- The owner for whom this phone's person may withdraw: the phone is the one of their own account.
-- Source: docs/decisions/payouts.md. Locks: none. Repeat: reads only.
create or replace function ussd.own_payout(p_phone_hash bytea) returns table (user_id bigint, owner_id bigint)
language sql stable as $$
  select u.user_id, min(s.id) from accounts.users u
   cross join lateral unnest(access.scope_ids(p_user_id => u.user_id, p_function => 'owners.request_payout',
                                              p_scope_kind => 'owner')) as s(id)
   where u.phone_hash = p_phone_hash group by u.user_id
$$;
comment on function ussd.own_payout is 'One row, of several owners the first; none for everybody else. Raises nothing.';
