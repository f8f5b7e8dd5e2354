-- Says whether a break can end in this way. Looked at when it is proposed and again when it is decided.
-- Locks: none. Repeat: the same, until something moves. Source: docs/decisions/reconciliation.md.
create or replace function recon.resolution_fits(p_break recon.breaks, p_resolution text) returns text
language plpgsql stable as $$
declare
  v_line recon.lines;
begin
  select l.* into v_line from recon.lines l where l.line_id = p_break.line_id;
  if p_resolution is null or p_resolution not in ('explained', 'forced', 'posted', 'reversal', 'not_money') then
    return 'bad_resolution';
  elsif v_line.state = 'matched' and p_break.kind in ('missing_in_ledger', 'amount_differs', 'unknown_kind')
     or p_break.kind = 'missing_at_operator' and recon.has_line(p_receipt => p_break.receipt,
          p_source => p_break.source, p_journal_id => p_break.journal_id) then
    return 'cleared';   -- as recon.clear_breaks will find
  end if;
  return case when case p_resolution
    when 'explained' then true
    when 'not_money' then v_line.state = 'copy' and p_break.kind = 'duplicate'
    -- A copied line has no place of its own in the operator's account, and one that agrees leaves nothing to force.
    when 'forced' then p_break.kind <> 'opening_balance' and p_break.unexplained_cents <> 0
      and v_line.state is distinct from 'copy'
      -- It came since, with another amount: the difference is less than the break says.
      and (p_break.kind <> 'missing_in_ledger' or not exists (
             select from mobile_money.payments p where p.receipt = v_line.receipt))
      and (p_break.kind <> 'missing_at_operator' or not exists (
             select from recon.match_journals m
              where m.journal_id = p_break.journal_id and m.source = p_break.source))
    when 'posted' then p_break.kind = 'opening_balance'
      and coalesce(recon.opening_due(p_statement_id => p_break.statement_id), 0) <> 0
      or v_line.state = 'open' and case v_line.kind
      when 'payment' then v_line.amount_cents > 0
        and not exists (select from mobile_money.payments p where p.receipt = v_line.receipt)
      when 'sweep' then recon.is_sweep_to_bank(p_line => v_line)
      when 'payout' then (select count(*) = 1 and not bool_or(payouts.is_askable(p_payout => p)) from payouts.payouts p
                           where p.state in ('sent', 'unknown')
                             and recon.is_line_of_payout(p_line => v_line, p_payout => p))
      when 'charge' then true when 'payout_fee' then true else false end
    else v_line.kind = 'reversal'
      and (exists (select from fares.refundable(p_receipt => v_line.linked_receipt))
           or exists (select from mobile_money.payments p
                       where p.receipt = v_line.linked_receipt and p.state = 'suspense'))
    end
    then 'fits' else 'not_for_this' end;
end $$;
comment on function recon.resolution_fits is 'fits, bad_resolution, not_for_this (this break can''t end so) or cleared '
  '(it explained itself). Raises nothing.';
