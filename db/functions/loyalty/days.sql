-- Lists what was given, used and ended on each market day.
create or replace function loyalty.days(p_from date, p_to date)
returns table (business_on date, awarded bigint, redeemed bigint, given_back bigint, taken_back bigint, expired bigint)
language sql stable as $$
  select t.business_on, coalesce(sum(t.points) filter (where t.kind = 'award'), 0)::bigint,
         coalesce(-sum(t.points) filter (where t.kind = 'redeem'), 0)::bigint,
         coalesce(sum(t.points) filter (where t.kind = 'give_back'), 0)::bigint,
         coalesce(-sum(t.points) filter (where t.kind = 'take_back'), 0)::bigint,
         coalesce(-sum(t.points) filter (where t.kind = 'expire'), 0)::bigint
    from loyalty.loyalty_transactions t where t.business_on between p_from and p_to
   group by t.business_on order by t.business_on desc
$$;
comment on function loyalty.days is 'Points, each above zero; newest day first. Raises nothing.';
