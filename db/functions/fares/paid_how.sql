-- Tells how a fare was paid, where M-Pesa did not just bring its amount: by credit or points, with change kept, with
-- something still to pay, or to another vehicle first. For pages about one fare or payment.
-- Source: docs/decisions/change-and-credit.md.
create or replace function fares.paid_how(p_receipt text) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'paid_cents', p.amount_cents, 'credit_cents', u.cents, 'points', nullif(u.points, 0),
    'change_cents', (select sum(e.amount_cents)::bigint
                       from ledger.journals j join ledger.ledger_entries e using (journal_id)
                      where j.kind = 'change' and j.reference = r.root and e.amount_cents > 0),
    'due_cents', (select nullif(s.due_cents, 0) from fares.shortfalls s where s.receipt = r.root),
    'top_up_of', (select t.of_receipt from fares.top_ups t where t.receipt = r.root),
    'moved', case when exists (select from fares.moves m where m.receipt = p_receipt) then 'away'
                  when exists (select from fares.moves m where m.to_receipt = p_receipt) then 'here' end)
    from (select split_part(p_receipt, '-', 1) as root) r
    left join fares.fares f on f.receipt = r.root
    left join mobile_money.payments p on p.receipt = r.root
    left join fares.credit_uses u on u.payment_ref = f.payment_ref and u.state = 'used'
$$;
comment on function fares.paid_how is 'Each null where there is none: paid_cents (what M-Pesa brought), credit_cents '
  'and '
  'points (that it was), change_cents, due_cents, top_up_of (a receipt), moved (away or here). Raises nothing.';
