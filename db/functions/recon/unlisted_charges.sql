-- Lists what the operator has charged by its tariff and no statement has named yet: for payments from the utility
-- account, for payouts from the account for charges. Locks: none. Repeat: the same.
-- Source: docs/decisions/reconciliation.md.
create or replace function recon.unlisted_charges()
returns table (kind text, receipt text, journal_at timestamptz, amount_cents bigint, charge_cents bigint)
language sql stable as $$
  select c.kind, c.receipt, c.at, c.amount_cents, e.cents
    from (
      select 'payment' as kind, p.receipt, p.paid_at as at, p.amount_cents, t.currency
        from recon.unlisted_times(p_account => 'utility') u(span)
        join mobile_money.payments p on p.paid_at >= lower(u.span)
         and p.paid_at < coalesce(upper(u.span), 'infinity') and p.amount_cents > (
           select min(o.up_to_cents) from recon.operator_charges o where o.kind = 'payment')
        join mobile_money.tills t using (short_code)
      union all
      select 'payout', o.receipt, j.value_at, o.amount_cents, o.currency
        from recon.unlisted_times(p_account => 'charges') u(span)
        join ledger.journals j on j.kind = 'payout' and j.kind <> 'fare' and j.value_at >= lower(u.span)
         and j.value_at < coalesce(upper(u.span), 'infinity')
         and j.business_on >= (lower(u.span) at time zone config.setting(p_setting => 'time_zone'))::date
        join payouts.payouts o on o.end_journal_id = j.journal_id) c
   cross join lateral (select recon.expected_charge(p_kind => c.kind, p_currency => c.currency,
                                                    p_cents => c.amount_cents, p_at => c.at) as cents) e
   where e.cents > 0
     and not exists (select from ledger.journals b
                      where b.kind = case c.kind when 'payment' then 'charge' else 'payout_fee' end
                        and b.reference = c.receipt)
     and not exists (select from recon.lines l
                      where l.receipt = c.receipt and l.state = 'open'
                        and l.kind = case c.kind when 'payment' then 'charge' else 'payout_fee' end)
$$;
comment on function recon.unlisted_charges is 'kind (payment, payout), receipt, journal_at, amount_cents, '
  'charge_cents. Raises nothing.';
