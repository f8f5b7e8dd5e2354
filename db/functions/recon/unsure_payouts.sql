-- Lists payouts without a result that may have left the operator's account already, with what it charges for them.
-- Locks: none. Repeat: the same. Source: docs/decisions/reconciliation.md.
create or replace function recon.unsure_payouts(p_at timestamptz)
returns table (payout_ref text, amount_cents bigint, charge_cents bigint) language sql stable as $$
  select p.payout_ref, p.amount_cents, recon.expected_charge(p_kind => 'payout', p_currency => p.currency,
                                                             p_cents => p.amount_cents, p_at => p_at)
    from payouts.payouts p
   where p.state = 'unknown' and p.sent_at <= p_at + interval '2 seconds'
      or p.state in ('queued', 'sent') and coalesce(p.sent_at, p.approved_at, p.requested_at) <= p_at
$$;
comment on function recon.unsure_payouts is 'payout_ref, amount_cents, charge_cents. Raises nothing.';
