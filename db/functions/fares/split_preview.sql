-- Shows what a split makes of one fare, by the very function that splits fares.
create or replace function fares.split_preview(
  p_amount_cents   bigint,
  p_commission_bps int,
  p_commission_fixed_cents bigint,
  p_purposes       text[],
  p_shares_bps     int[],
  p_home_purpose   text
) returns jsonb language sql immutable as $$
  select jsonb_build_object('amount_cents', p_amount_cents, 'commission_bps', p_commission_bps,
      'commission_cents', c.cents[1],
      'parts', (select jsonb_agg(jsonb_build_object('purpose', p.purpose, 'bps', p.bps, 'cents', c.cents[p.ordinal + 1])
                                 order by p.ordinal)
                  from unnest(p_purposes, p_shares_bps) with ordinality p(purpose, bps, ordinal)))
    from fares.split_amount(p_amount_cents, p_commission_bps, p_commission_fixed_cents, p_shares_bps,
                            array_position(p_purposes, p_home_purpose)) c(cents)
$$;
comment on function fares.split_preview is
  'amount_cents, commission_bps, commission_cents and parts (purpose, bps, cents), which sum to the amount. Raises '
  'nothing.';
