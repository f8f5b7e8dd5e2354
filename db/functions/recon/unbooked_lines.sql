-- Lists what a source names and the ledger has not booked yet, though it may be soon: open lines without a break. What
-- is a break is not explained, so it is not among them. Locks: none. Repeat: the same.
-- Source: docs/decisions/reconciliation.md.
create or replace function recon.unbooked_lines(p_at timestamptz) returns setof recon.lines
language sql stable as $$
  select distinct on (l.receipt, l.kind, l.account, l.detail_key) l.*
    from recon.lines l
   where l.state = 'open' and l.kind <> 'other' and l.completed_at <= p_at
     and not exists (select from recon.breaks b
                      where b.line_id = l.line_id and b.state in ('open', 'proposed', 'resolved'))
     -- The other source may have told it first.
     and not exists (select from recon.lines o
                      where o.receipt = l.receipt and o.kind = l.kind and o.account = l.account
                        and o.detail_key = l.detail_key and o.state = 'matched')
     and case l.kind
       when 'payment' then not exists (select from mobile_money.payments p where p.receipt = l.receipt)
       when 'payout' then not exists (select from payouts.payouts o where o.receipt = l.receipt)
       when 'reversal' then true
       else not exists (select from ledger.journals j where j.kind = l.kind and j.reference = l.receipt) end
   order by l.receipt, l.kind, l.account, l.detail_key, l.line_id
$$;
comment on function recon.unbooked_lines is 'Lines, each movement once. Raises nothing.';
