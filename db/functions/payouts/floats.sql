-- Shows what the operator last said of our accounts, and how much waits to leave from each.
create or replace function payouts.floats(p_zone text) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('account', f.account, 'cents', f.cents,
           'at', case when isfinite(f.told_at) then f.told_at at time zone p_zone end,
           'waiting_cents', (select coalesce(sum(p.amount_cents), 0)::bigint from payouts.payouts p
                              where p.state in ('approved', 'queued')
                                and f.account = case p.channel when 'phone' then 'utility' else 'working' end))
           order by f.account), '[]')
    from payouts.float_balances f
$$;
comment on function payouts.floats is 'account (utility pays phones, working pays businesses), cents, at (null: never '
  'told), waiting_cents. Raises nothing.';
