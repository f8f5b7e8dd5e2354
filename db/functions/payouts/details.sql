-- Shows one payout to a party: its card, which pots paid, and its steps.
create or replace function payouts.details(p_payout payouts.payouts, p_user_id bigint, p_zone text) returns jsonb
language sql stable as $$
  select payouts.card(p_payout => p_payout, p_zone => p_zone) || jsonb_build_object(
    'legs', (select coalesce(jsonb_agg(jsonb_build_object('plate', v.plate, 'purpose', s.purpose,
                      'cents', g.amount_cents) order by g.amount_cents desc, g.sub_wallet_id), '[]')
               from payouts.legs g join ledger.sub_wallets s using (sub_wallet_id)
               join ledger.wallets w using (wallet_id)
               join fleet.vehicles v using (vehicle_id) where g.payout_id = p_payout.payout_id),
    'may_cancel', p_payout.state in ('requested', 'approved') and p_payout.requested_by = p_user_id,
    'steps', (select coalesce(jsonb_agg(s - 'actor' order by n), '[]')
                from jsonb_array_elements(payouts.steps(p_payout_id => p_payout.payout_id, p_user_id => p_user_id,
                                                        p_zone => p_zone)) with ordinality e(s, n)))
$$;
comment on function payouts.details is 'payouts.card, legs (plate, purpose, cents), steps (state, at, mine) and '
  'may_cancel (who asked for it may still take it back). Raises nothing.';
