-- Notes what open lines tell otherwise than the ledger, each as one typed break: the ledger lacks it, has another
-- amount, or nobody knows what it is. A line is given time first: a payout's result, the other account's line of a
-- sweep may come. Locks: none. Repeat: a line has one break; one that two people resolved gets no other.
-- Source: docs/decisions/reconciliation.md.
create or replace function recon.note_line_breaks(p_line_ids bigint[], p_at timestamptz) returns bigint
language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  v_wait interval := config.setting(p_setting => 'missing_post_minutes')::int * interval '1 minute';
  v_done bigint;
begin
  insert into recon.breaks (kind, source, short_code, line_id, receipt, business_on, operator_cents, ledger_cents,
                            unexplained_cents, resolution)
  select b.kind, l.source, l.short_code, l.line_id, l.receipt, l.business_on, l.amount_cents, b.ledger_cents,
         abs(l.amount_cents - coalesce(b.ledger_cents, 0)),
         case when l.kind = 'reversal' and l.amount_cents < 0
                   and exists (select from mobile_money.payments p where p.receipt = l.linked_receipt)
           then 'reversal' end
    from unnest(p_line_ids) u(line_id) join recon.lines l using (line_id)
   cross join lateral (
     select case l.kind
       when 'payment' then (select p.amount_cents from mobile_money.payments p where p.receipt = l.receipt)
       when 'payout' then (select -p.amount_cents from payouts.payouts p where p.receipt = l.receipt)
       when 'reversal' then (select nullif(sum(recon.operator_cents(p_journal_id => q.journal_id)), 0)::bigint
                               from fares.refunds q
                              where q.receipt in (l.linked_receipt, l.linked_receipt || '-2')
                                and q.kind = 'operator_reversal')
       when 'other' then null
       else (select recon.operator_cents(p_journal_id => j.journal_id) from ledger.journals j
              where j.kind = l.kind and j.reference = l.receipt) end as ledger_cents) k
   cross join lateral (
     select case when l.kind = 'other' or l.kind = 'payment' and l.amount_cents < 0 then 'unknown_kind'
                 when k.ledger_cents is null then 'missing_in_ledger'
                 -- The same once more: another line has the journal.
                 when k.ledger_cents = l.amount_cents then 'duplicate'
                 else 'amount_differs' end as kind,
            case when k.ledger_cents is distinct from l.amount_cents then k.ledger_cents end as ledger_cents) b
   where l.state = 'open'
     and (b.kind <> 'missing_in_ledger' or l.completed_at > p_at + interval '1 day'
          or l.completed_at < p_at - case l.kind
            when 'sweep' then case when recon.is_sweep_to_bank(p_line => l) then v_wait else interval '36 hours' end
            when 'payment' then v_wait + interval '1 minute' else v_wait end)
     -- The charge of a payment that waits for people posts when that payment does.
     and not (l.kind = 'charge' and exists (
           select from recon.lines p where p.receipt = l.receipt and p.kind = 'payment' and p.state = 'open'
              and not exists (select from recon.breaks r where r.line_id = p.line_id and r.state = 'resolved')))
     and not exists (select from recon.breaks o
                      where o.line_id = l.line_id and (o.state in ('open', 'proposed', 'resolved')))
  on conflict do nothing;
  get diagnostics v_done = row_count;
  return v_done;
end $$;
comment on function recon.note_line_breaks is 'How many breaks it noted. Raises nothing.';
