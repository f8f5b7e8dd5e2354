-- Shows what a split makes of one fare when its pots are full, by the very function that splits fares, and what its
-- pots and the crew's target are.
create or replace function fares.split_preview(p_amount_cents bigint, p_rule fares.split_rules) returns jsonb
language sql immutable as $$
  select jsonb_build_object('amount_cents', p_amount_cents, 'commission_bps', p_rule.commission_bps,
      'commission_cents', c.cents[1],
      'parts', (select jsonb_agg(jsonb_build_object('purpose', p.purpose, 'bps', p.bps, 'cents', c.cents[p.ordinal + 1],
                  'surplus_bps', p.surplus) order by p.ordinal)
                  from unnest(p_rule.purposes, p_rule.shares_bps, p_rule.surplus_bps, p_rule.pot_cents)
                         with ordinality p(purpose, bps, surplus, pot, ordinal) where coalesce(p.pot, 0) = 0),
      'pots', t.terms -> 'pots', 'crew_target_cents', p_rule.crew_target_cents)
    from fares.split_amount(p_amount_cents, p_rule.commission_bps, p_rule.commission_fixed_cents, p_rule.shares_bps,
                            array_position(p_rule.purposes, p_rule.home_purpose)) c(cents)
   cross join fares.split_terms(p_rule => p_rule) t(terms)
$$;
comment on function fares.split_preview is
  'amount_cents, commission_bps, commission_cents and parts (purpose, bps, cents, surplus_bps above the target), which '
  'sum to the amount; pots and crew_target_cents (see fares.split_terms). Raises nothing.';
