-- Shows the pots of a vehicle on the market day of a moment: what is due, what was lacking before, what they have got
-- and when they were full. It reads what is there now. Before the day's first fare it is what that fare will find.
create or replace function fares.pots_on(
  p_vehicle_id bigint,
  p_at         timestamptz,
  p_zone       text
) returns jsonb language sql stable as $$
  select jsonb_build_object(
      'pots', (select coalesce(jsonb_agg(jsonb_build_object('purpose', p.purpose, 'target_cents', p.target,
                 'arrears_cents', p.arrears, 'due_cents', p.target + p.arrears, 'got_cents', p.got,
                 'lacks_cents', greatest(0, p.target + p.arrears - p.got), 'met_at', p.met_at at time zone p_zone)
                 order by p.n), '[]')
                 from unnest((d.day).purposes, (d.day).target_cents, (d.day).arrears_cents, (d.day).got_cents,
                             (d.day).met_at) with ordinality as p(purpose, target, arrears, got, met_at, n)
                where p.target > 0),
      'crew_target_cents', d.crew_target_cents,
      'taken_cents', case when d.crew_target_cents is not null then (d.day).taken_cents end)
    from (select r.crew_target_cents, fares.begin_pot_day(p_rule => r, p_day => (
                   select q from fares.pot_days q where q.wallet_id = r.pot_wallet_id
                    order by q.business_on desc limit 1), p_on => (p_at at time zone p_zone)::date) as day
            from fares.split_rules r
           where r.split_rule_id = fares.rule_in_force(p_vehicle_id => p_vehicle_id, p_at => p_at)
             and r.pot_wallet_id is not null) d
$$;
comment on function fares.pots_on is 'pots (purpose, target_cents, arrears_cents, due_cents: both, got_cents, '
  'lacks_cents, met_at by the market''s clock; null: not full) in the order in which they are filled; '
  'crew_target_cents and taken_cents (whole fares; null: no target). Null for a rule with neither. Raises nothing.';
