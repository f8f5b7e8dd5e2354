-- Ends breaks that explained themselves: the line is matched now, or a line names what the operator seemed not to have.
-- Copies and lines of another day stay until people end them. Locks: the breaks. Repeat: finds none.
create or replace function recon.clear_breaks() returns bigint language sql as $$
  with cleared as (
    update recon.breaks b
       set state = 'cleared', ended_at = clock_timestamp(), resolution = case b.kind
             when 'missing_at_operator' then 'line_came' else 'matched' end
     where b.state in ('open', 'proposed')
       and case when b.kind = 'missing_at_operator' then
             exists (select from recon.lines l where l.journal_id = b.journal_id and l.source = b.source)
             or exists (select from recon.match_journals m where m.journal_id = b.journal_id and m.source = b.source)
             or recon.has_line(p_receipt => b.receipt, p_source => b.source, p_journal_id => b.journal_id)
           when b.kind in ('missing_in_ledger', 'amount_differs', 'unknown_kind') then
             exists (select from recon.lines l where l.line_id = b.line_id and l.state = 'matched')
             -- The message came with another amount: this ends, and the next run notes that they differ.
             or b.kind = 'missing_in_ledger' and exists (
                  select from recon.lines l join mobile_money.payments p using (receipt)
                   where l.line_id = b.line_id and l.kind = 'payment' and p.amount_cents <> l.amount_cents)
           else false end
    returning 1)
  select count(*) from cleared
$$;
comment on function recon.clear_breaks is 'How many breaks it ended. Raises nothing.';
