-- Writes down what a rule agrees on, without versions, sub_wallets and zero shares.
create or replace function fares.split_terms(p_rule fares.split_rules) returns jsonb language sql immutable as $$
  select jsonb_build_object(
    'shares', (select jsonb_object_agg(s.purpose, s.bps)
                 from unnest(p_rule.purposes, p_rule.shares_bps) as s(purpose, bps) where s.bps > 0),
    'pots', (select coalesce(jsonb_agg(jsonb_build_object('purpose', p.purpose, 'cents', p.cents,
                                                          'arrears_cents', p.arrears) order by p.n), '[]')
               from unnest(p_rule.purposes, p_rule.pot_cents, p_rule.pot_arrears_cents) with ordinality
                 as p(purpose, cents, arrears, n) where p.cents > 0),
    'crew_target_cents', p_rule.crew_target_cents,
    'surplus', (select jsonb_object_agg(s.purpose, s.bps)
                  from unnest(p_rule.purposes, p_rule.surplus_bps) as s(purpose, bps) where s.bps > 0))
   where p_rule.purposes is not null
$$;
comment on function fares.split_terms is 'shares and surplus (basis points by purpose; surplus null: no target), pots '
  '(purpose, cents a day, arrears_cents; in order), crew_target_cents. Null for no rule. Raises nothing.';
