-- Says which points of an account end next, when nothing is used until then: the oldest that are not used yet.
create or replace function loyalty.next_expiry(p_account_id bigint, out points bigint, out ends_at timestamptz)
language sql stable as $$
  select least(e.upto - u.used, e.points, loyalty.balance(p_account_id => p_account_id)),
         e.earned_at + config.setting(p_setting => 'loyalty_expiry_days')::int * interval '1 day'
    from (select coalesce(-sum(t.points), 0)::bigint as used from loyalty.loyalty_transactions t
           where t.loyalty_account_id = p_account_id and t.earned_at is null) u
   cross join lateral (
     select g.earned_at, g.points, sum(g.points) over (order by g.earned_at)::bigint as upto
       from (select t.earned_at, sum(t.points)::bigint as points from loyalty.loyalty_transactions t
              where t.loyalty_account_id = p_account_id and t.earned_at is not null group by t.earned_at
             having sum(t.points) > 0) g) e
   where e.upto > u.used and loyalty.balance(p_account_id => p_account_id) > 0
   order by e.earned_at limit 1
$$;
comment on function loyalty.next_expiry is 'points and ends_at; null for none. Raises nothing.';
