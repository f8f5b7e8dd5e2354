-- Adds up the payouts that were sent and never answered: their money is on its way, or still ours.
create or replace function payouts.unknown_total(p_zone text) returns jsonb language sql stable as $$
  select jsonb_build_object('n', count(*), 'cents', coalesce(sum(p.amount_cents + p.fee_cents), 0)::bigint,
           'oldest_at', min(p.sent_at) at time zone p_zone,
           'payout_ref', (array_agg(p.payout_ref order by p.sent_at, p.payout_id))[1])
    from payouts.payouts p where p.state = 'unknown'
$$;
comment on function payouts.unknown_total is
  'n, cents (with fees), oldest_at (when it was sent), payout_ref (of the oldest). Raises nothing.';
