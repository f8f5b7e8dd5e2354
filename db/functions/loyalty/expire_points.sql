-- Scheduled job: ends points that were earned loyalty_expiry_days ago and not used. The oldest are used first: of what
-- an account earned until then, everything that it redeemed since the beginning and what expired before is gone. One
-- statement for all accounts whose points reach their end. Locks: those accounts. Repeat: looks only at what reached
-- its end since. Source: docs/decisions/loyalty.md.
create or replace function loyalty.expire_points(p_at timestamptz) returns bigint language plpgsql as $$
declare
  v_until    timestamptz := p_at - config.setting(p_setting => 'loyalty_expiry_days')::int * interval '1 day';
  v_from     timestamptz := coalesce((select max(r.up_to) from loyalty.expiry_runs r where r.ran_at <= p_at),
                                   '-infinity');
  v_ids      bigint[];
  v_accounts bigint;
  v_points   bigint;
begin
  select array_agg(l.id) into v_ids
    from (select a.loyalty_account_id as id from loyalty.loyalty_accounts a
           where a.loyalty_account_id in (
                   select t.loyalty_account_id from loyalty.loyalty_transactions t
                    where t.earned_at > v_from and t.earned_at <= v_until and t.kind in ('award', 'give_back'))
           order by a.loyalty_account_id for no key update) l;
  with ended as (
    insert into loyalty.loyalty_transactions (loyalty_account_id, kind, points, business_on, at)
    select o.id, 'expire', -o.points, loyalty.market_day(p_at => p_at), clock_timestamp()
      from (select t.loyalty_account_id as id, least(sum(t.points),
                     coalesce(sum(t.points) filter (where t.earned_at <= v_until), 0)
                     + coalesce(sum(t.points) filter (where t.earned_at is null), 0))::bigint as points
              from loyalty.loyalty_transactions t where t.loyalty_account_id = any (v_ids)
             group by t.loyalty_account_id) o
     where o.points > 0
    returning points)
  select count(*), coalesce(-sum(e.points), 0)::bigint into v_accounts, v_points from ended e;
  if v_until > v_from then
    insert into loyalty.expiry_runs (up_to, ran_at, accounts, points) values (v_until, p_at, v_accounts, v_points);
  end if;
  return v_points;
end $$;
comment on function loyalty.expire_points is 'How many points expired. Raises nothing.';
