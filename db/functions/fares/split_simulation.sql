-- Shows what the last 30 days of a vehicle would have been under a proposed split, beside what they were, by part and
-- day; and whether the same replay under the rules in force equals the ledger to the cent. Only fares of the present
-- owner in the present SACCO. One statement, so that all of it is one moment. Source: docs/decisions/pots.md.
create or replace function fares.split_simulation(
  p_vehicle_id bigint,
  p_rule       fares.split_rules,   -- see fares.proposed_rule; null: only the rules in force
  p_at         timestamptz
) returns jsonb language sql stable as $$
  with days as (
    select s.wallet_id, d.today, d.today - 29 as starts
      from fares.split_rules r join ledger.sub_wallets s on s.sub_wallet_id = r.sub_wallet_ids[1],
           lateral (select (p_at at time zone config.setting(p_setting => 'time_zone'))::date as today) d
     where r.split_rule_id = fares.rule_in_force(p_vehicle_id => p_vehicle_id, p_at => p_at)),
  now_ as materialized (select n.* from days d, fares.replay_split(d.wallet_id, null, d.starts, d.today) n),
  then_ as materialized (select n.* from days d, fares.replay_split(d.wallet_id, p_rule, d.starts, d.today) n
                          where p_rule.purposes is not null),
  booked as materialized (select b.* from days d, fares.posted_parts(d.wallet_id, d.starts, d.today) b),
  parts as (
    select business_on, purpose, coalesce(n.cents, 0) as now_cents, coalesce(t.cents, 0) as then_cents
      from now_ n full join then_ t using (business_on, purpose)),
  purposes as (
    select p.purpose, sum(p.now_cents)::bigint as now_cents, sum(p.then_cents)::bigint as then_cents,
           jsonb_agg(jsonb_build_array(p.business_on, p.now_cents, p.then_cents) order by p.business_on) as days
      from parts p group by p.purpose)
  select jsonb_build_object('from', d.starts, 'to', d.today, 'has_proposal', p_rule.purposes is not null,
      'fares', f.fares, 'cents', f.cents,
      'equals_ledger', not exists (select from now_ n full join booked b using (business_on, purpose)
                                    where n.cents is distinct from b.cents),
      'purposes', (select coalesce(jsonb_agg(to_jsonb(p) || jsonb_build_object('more_cents', p.then_cents - p.now_cents)
                     order by p.purpose <> 'fee', array_position(p_rule.purposes, p.purpose), p.purpose), '[]')
                     from purposes p))
    from days d
   cross join lateral (select count(*)::int as fares, coalesce(sum(q.amount_cents), 0)::bigint as cents
                         from fares.fares q
                        where q.vehicle_id = p_vehicle_id and q.business_on between d.starts and d.today
                          and q.split_rule_id = any (fares.wallet_rules(p_wallet_id => d.wallet_id))) f
$$;
comment on function fares.split_simulation is 'from, to, has_proposal, fares and cents (before anything went back), '
  'equals_ledger, purposes (purpose, fee first; now_cents, then_cents, more_cents; days: [day, now, then]). Null for a '
  'vehicle without a rule. Raises nothing.';
