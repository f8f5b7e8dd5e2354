-- Shows the split of a vehicle to one side: what is in force or will be, what its pots have got today, what is proposed
-- and what was decided, each with what it makes of a fare of KES 60.
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
           p.effective_on, fares.split_preview(6000, fares.proposed_rule(p_proposal => p)) as preview
      from fares.split_proposals p where p.vehicle_id = p_vehicle_id order by p.proposal_id desc limit 6)
  select jsonb_build_object(
    'side', p_side,
    'rule', (select jsonb_build_object('version', r.version, 'since', r.effective_from at time zone p_zone,
                 'preview', fares.split_preview(6000, r))
               from fares.split_rules r
              where r.split_rule_id = fares.rule_in_force(p_vehicle_id => p_vehicle_id, p_at => clock_timestamp())),
    'planned', (select coalesce(jsonb_agg(jsonb_build_object('since', r.effective_from at time zone p_zone,
                       'preview', fares.split_preview(6000, r)) order by r.effective_from), '[]')
                  from (select distinct on (q.effective_from) q.* from fares.split_rules q
                         where q.vehicle_id = p_vehicle_id and q.effective_from > clock_timestamp()
                         order by q.effective_from, q.version desc) r),
    'today', fares.pots_on(p_vehicle_id => p_vehicle_id, p_at => clock_timestamp(), p_zone => p_zone),
    'open', (select to_jsonb(s) || jsonb_build_object('is_maker', s.made_by = p_user_id,
                 'may_decide', coalesce(s.side <> p_side and s.made_by <> p_user_id, false))
               from shown s where s.state = 'proposed'),
    'past', (select coalesce(jsonb_agg(to_jsonb(s) order by s.proposal_id desc), '[]')
               from shown s where s.state <> 'proposed'),
    'purposes', jsonb_build_array('fuel', 'maintenance', 'sacco', 'insurance', 'crew', 'savings', 'loan', 'profit'))
$$;
comment on function fares.split_card is
  'side, rule in force (null: none), those agreed that begin later, today''s pots (see fares.pots_on), open proposal '
  '(with is_maker, may_decide), past ones, and the purposes a form offers. Raises nothing.';
