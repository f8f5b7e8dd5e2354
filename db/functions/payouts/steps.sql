-- Tells what became of a payout, step by step, from the audit log.
create or replace function payouts.steps(p_payout_id bigint, p_user_id bigint, p_zone text) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('state', case
             when c.before ->> 'state' = 'approved' and c.after ->> 'state' = 'requested' then 'sim_swapped'
             when c.after ->> 'state' = 'approved' and c.after ->> 'approved_by' is null then 'allowed'
             else c.after ->> 'state' end, 'at', c.changed_at at time zone p_zone,
           'actor', c.actor, 'mine', c.actor = 'user:' || p_user_id) order by c.change_id), '[]')
    from audit.changes c
   where c.subject = 'payouts.payouts:' || p_payout_id and c.action in ('insert', 'update')
     and c.after ->> 'state' is distinct from c.before ->> 'state'
$$;
comment on function payouts.steps is 'state (allowed: approved without a second person; sim_swapped: back to wait for '
  'one), at, actor and mine (by the person who looks), oldest first. Raises nothing.';
