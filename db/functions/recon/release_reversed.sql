-- Lets the money of a payment go again, when two people ended the break about its reversal without taking it back. What
-- M-Pesa has not verified yet stays held. Locks: the holds' rows. Repeat: nothing is left.
-- Source: docs/decisions/reconciliation.md.
create or replace function recon.release_reversed(p_line_id bigint) returns bigint language sql as $$
  select coalesce(sum(ledger.release_holds(p_journal_id => h.journal_id,
                                           p_reason => 'it was not taken back')), 0)::bigint
    from (select distinct d.journal_id
            from recon.lines l
            left join fares.fares f on f.receipt = l.linked_receipt
            left join ledger.journals j on j.kind = 'suspense' and j.reference = l.linked_receipt
           cross join lateral (
             select coalesce(f.journal_id, j.journal_id) as journal_id
             union all
             select c.journal_id from ledger.journals c
              where c.kind = 'change' and c.reference = l.linked_receipt
                 or c.kind = 'fare' and c.reference = l.linked_receipt || '-2') n
            join ledger.holds d on d.journal_id = n.journal_id and d.released_at is null
             and d.reason = 'the operator took the payment back'
           where l.line_id = p_line_id and l.kind = 'reversal'
             and not exists (select from mobile_money.verifications v
                              where v.receipt = l.linked_receipt and v.state <> 'verified')) h
$$;
comment on function recon.release_reversed is 'Cents released. Raises nothing.';
