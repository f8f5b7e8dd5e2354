-- Says whether a line names a charge that we expect: of a payment or payout that the ledger knows, and not more than
-- the tariff says. Such a line posts without a second person, whoever brought the file: it takes nothing that we don't
-- owe. Locks: none. Repeat: the same. Source: docs/decisions/reconciliation.md.
create or replace function recon.is_usual_charge(p_line recon.lines) returns boolean language sql stable as $$
  select coalesce(p_line.amount_cents < 0 and -p_line.amount_cents <= case p_line.kind
    when 'charge' then (
      select recon.expected_charge(p_kind => 'payment', p_currency => t.currency, p_cents => p.amount_cents,
                                   p_at => p.paid_at)
        from mobile_money.payments p join mobile_money.tills t using (short_code)
       where p.receipt = p_line.receipt and p.short_code = p_line.short_code)
    when 'payout_fee' then (
      select recon.expected_charge(p_kind => 'payout', p_currency => p.currency, p_cents => p.amount_cents,
                                   p_at => p_line.completed_at)
        from payouts.payouts p where p.receipt = p_line.receipt) end, false)
$$;
comment on function recon.is_usual_charge is 'False for other lines. Raises nothing.';
