-- Lists what the ledger moved in our accounts at the operator after a moment, by the time the money moved, with what
-- the operator charges for it that is not booked. Journals are posted after their money moved, so the newest are
-- enough. Locks: none. Repeat: the same, until more is posted. Source: docs/decisions/reconciliation.md.
create or replace function recon.trust_moves(p_sub_wallet_ids bigint[], p_after timestamptz)
returns table (journal_id bigint, value_at timestamptz, cents bigint, charges_cents bigint, fees_cents bigint)
language sql stable as $$
  with moved as materialized (
    select j.journal_id, j.kind, j.reference, j.value_at, -sum(e.amount_cents)::bigint as cents
      from ledger.journals j join ledger.ledger_entries e using (journal_id)
     where j.posted_at > p_after - interval '1 minute' and j.value_at > p_after
       and e.sub_wallet_id = any (p_sub_wallet_ids)
     group by j.journal_id, j.kind, j.reference, j.value_at),
  charged as materialized (select c.* from recon.unlisted_charges() c where c.journal_at > p_after)
  select m.journal_id, m.value_at, m.cents, coalesce(sum(c.charge_cents) filter (where c.kind = 'payment'), 0)::bigint,
         coalesce(sum(c.charge_cents) filter (where c.kind = 'payout'), 0)::bigint
    from moved m
    left join payouts.payouts o on m.kind = 'payout' and o.payout_ref = m.reference
    -- Change and credit beside a fare have its reference, too; its charge is booked once.
    left join charged c on c.receipt = coalesce(o.receipt,
      case when m.kind in ('fare', 'suspense') then m.reference end)
   group by m.journal_id, m.value_at, m.cents
$$;
comment on function recon.trust_moves is 'journal_id, value_at, cents (positive: into our account), charges_cents (of '
  'a payment), fees_cents (of a payout). Raises nothing.';
