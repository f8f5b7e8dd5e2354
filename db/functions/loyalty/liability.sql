-- Adds up what passengers could redeem: the points of all accounts above zero, and what they are worth.
create or replace function loyalty.liability(out points bigint, out cents bigint, out accounts bigint,
  out below_points bigint) language sql stable as $$
  select coalesce(sum(b.points) filter (where b.points > 0), 0)::bigint,
         coalesce(sum(b.points) filter (where b.points > 0), 0)::bigint
           * config.setting(p_setting => 'loyalty_point_cents')::bigint,
         count(*) filter (where b.points > 0), coalesce(sum(b.points) filter (where b.points < 0), 0)::bigint
    from (select sum(t.points) as points from loyalty.loyalty_transactions t group by t.loyalty_account_id) b
$$;
comment on function loyalty.liability is 'points, cents, accounts that have some; below_points: of accounts below '
  'zero. Raises nothing.';
