-- Shows the split of a vehicle to one side: what is in force, what is proposed and what was decided, each with what it
-- makes of a fare of KES 60.
create or replace function fares.split_card(
  p_vehicle_id bigint,
  p_user_id    bigint,   -- who looks
  p_side       text,     -- owner or sacco; null: staff, who can't decide
  p_zone       text
) returns jsonb language sql stable as $$
  with shown as (
    select p.proposal_id, p.side, p.made_by, p.made_at at time zone p_zone as made_at,
           p.expires_at at time zone p_zone as expires_at, p.decided_at at time zone p_zone as decided_at,
           p.decision_reason,
           case when p.state = 'proposed' and p.expires_at <= clock_timestamp() then 'expired'
                else p.state end as state,
           fares.split_preview(6000, p.commission_bps, p.commission_fixed_cents, p.purposes, p.shares_bps,
                               p.home_purpose) as preview
      from fares.split_proposals p where p.vehicle_id = p_vehicle_id order by p.proposal_id desc limit 6)
  select jsonb_build_object(
    'side', p_side,
    'rule', (select jsonb_build_object('version', r.version, 'since', r.effective_from at time zone p_zone,
                 'preview', fares.split_preview(6000, r.commission_bps, r.commission_fixed_cents, r.purposes,
                                                r.shares_bps, r.home_purpose))
               from fares.split_rules r
              where r.split_rule_id = fares.rule_in_force(p_vehicle_id => p_vehicle_id, p_at => clock_timestamp())),
    'open', (select to_jsonb(s) || jsonb_build_object('is_maker', s.made_by = p_user_id,
                 'may_decide', coalesce(s.side <> p_side and s.made_by <> p_user_id, false))
               from shown s where s.state = 'proposed'),
    'past', (select coalesce(jsonb_agg(to_jsonb(s) order by s.proposal_id desc), '[]')
               from shown s where s.state <> 'proposed'),
    'purposes', jsonb_build_array('fuel', 'maintenance', 'sacco', 'insurance', 'crew', 'savings', 'loan', 'profit'))
$$;
comment on function fares.split_card is
  'side, rule in force (null: none), open proposal (with is_maker, may_decide), past ones, and the purposes a form '
  'offers. Raises nothing.';
