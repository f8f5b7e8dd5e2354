-- Posts what the ledger lacks by the ordinary functions, as two people decided: a payment, a charge, a fee, a
-- payout whose answer was lost, a sweep to the bank, an opening balance. Locks: those of the function that
-- posts. Repeat: a receipt is posted once.
-- Source: docs/decisions/reconciliation.md.
create or replace function recon.post_break(p_break recon.breaks) returns bigint language plpgsql as $$
declare
  v_journal bigint;
begin
  if p_break.kind = 'opening_balance' then
    return recon.post_opening(p_statement_id => p_break.statement_id);
  end if;
  -- People have waited long enough for the payout's answer.
  perform recon.match_payouts(p_line_ids => array[p_break.line_id], p_at => 'infinity'),
          recon.match_sweeps(p_line_ids => array[p_break.line_id]),
          recon.post_missing(p_line_ids => array[p_break.line_id], p_at => clock_timestamp()),
          recon.match_charges(p_line_ids => array[p_break.line_id]);
  select l.journal_id into v_journal from recon.lines l where l.line_id = p_break.line_id and l.state = 'matched';
  if v_journal is null then
    raise exception 'break % could not be posted', p_break.break_id using errcode = 'LFC76';
  end if;
  return v_journal;
end $$;
comment on function recon.post_break is 'The journal that the line is matched with. Raises LFC76 when it is not.';
