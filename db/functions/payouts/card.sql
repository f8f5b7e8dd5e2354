-- Shows one payout in a list: how much, to whom, where it stands.
create or replace function payouts.card(p_payout payouts.payouts, p_zone text) returns jsonb
language sql stable as $$
  select jsonb_build_object('payout_ref', p_payout.payout_ref, 'kind', p_payout.kind, 'state', p_payout.state,
    'ends', (select s.ends from payouts.states s where s.state = p_payout.state),
    'amount_cents', p_payout.amount_cents, 'fee_cents', p_payout.fee_cents,
    'total_cents', p_payout.amount_cents + p_payout.fee_cents, 'channel', p_payout.channel,
    'destination', payouts.destination_text(p_payout.channel, p_payout.short_code, p_payout.tail),
    'at', p_payout.requested_at at time zone p_zone, 'sent_at', p_payout.sent_at at time zone p_zone,
    'finished_at', p_payout.finished_at at time zone p_zone,
    'expires_at', p_payout.expires_at at time zone p_zone, 'needs_approval', p_payout.needs_approval,
    'waits_for', p_payout.waits_for, 'receipt', p_payout.receipt, 'reason', p_payout.reason,
    'result_code', p_payout.result_code,
    'party', coalesce(access.scope_name(p_scope_kind => p_payout.party_kind, p_scope_id => p_payout.party_id), ''))
   where p_payout.payout_id is not null
$$;
comment on function payouts.card is 'payout_ref, kind, state, ends, amounts in cents, destination (text), party (name '
  'of an owner or SACCO, else empty), receipt, reason, waits_for, and times on the market''s clock; null for nothing. '
  'Raises nothing.';
